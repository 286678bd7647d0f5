"""What the target has: names, sizes, and the hashes that its own lists of checksums give.

A list is right about a file unless a delivery was cut that was to change it. So a delivery first
writes the names of all that it is going to change into a file of its own, and removes that at the
end; what it names is in doubt, and is read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath

import msgspec

from publish.delivery.connection import Connection
from publish.delivery.parcel import CHECKSUMS, Parcel
from publish.files import parse_checksum_lines

JOURNAL = ".delivery.json"
_PART = ".part"


class TargetState(msgspec.Struct, frozen=True):
    """The sizes of the files in the target and its `folders`, those that were looked into.

    `listed` is the target's own list of checksums, `lists` those of releases, by their folders;
    neither tells anything of what is `doubtful`.
    """

    folders: Sequence[str]
    sizes: Mapping[str, int]
    listed: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    doubtful: frozenset[str]

    def hash_of(self, name: str, release: str | None) -> str | None:
        """The hash of a file there, as far as a list tells it."""
        if name in self.doubtful or name not in self.sizes:
            return None
        if release is None or name in self.listed:
            return self.listed.get(name)
        inside = str(PurePosixPath(name).relative_to(release))
        return self.lists.get(release, {}).get(inside)

    def may_have(self, name: str) -> bool:
        """Whether a file is there, or in a folder that was not looked into."""
        top, slash, _ = name.partition("/")
        return name in self.sizes or bool(slash and not {"", top} & {*self.folders})

    def is_released(self, name: str) -> bool:
        """Whether a file is in the folder of a release."""
        folders = (folder for folder in PurePosixPath(name).parents if folder.name)
        return any(f"{folder}/{CHECKSUMS}" in self.sizes for folder in folders)

    @property
    def releases(self) -> set[str]:
        """The folders of the releases that are complete."""
        paths = map(PurePosixPath, self.sizes)
        return {str(path.parent) for path in paths if path.name == CHECKSUMS and path.parent.name}

    @property
    def leftovers(self) -> list[str]:
        """What a delivery that was cut has left, the journal at last."""
        parts = [name for name in self.sizes if is_part(name)]
        return [*parts, *([JOURNAL] if JOURNAL in self.sizes else [])]


def part_name(name: str) -> str:
    """The hidden name under which a file is written."""
    path = PurePosixPath(name)
    return str(path.with_name(f".{path.name}{_PART}"))


def is_part(name: str) -> bool:
    """Whether a file is one that is being written."""
    last = PurePosixPath(name).name
    return last.startswith(".") and last.endswith(_PART)


def read_state(connection: Connection, parcel: Parcel, *, whole: bool = False) -> TargetState:
    """What the target has in the folders of a parcel, or in all that it lists; changes nothing."""
    folders = _folders(parcel, _listed_names(connection) if whole else ())
    sizes = connection.call(lambda store: store.sizes(folders))
    doubtful = _doubtful(connection, sizes)
    listed = _read_list(connection, CHECKSUMS, sizes)
    lists = {}
    for release in parcel.releases:
        name = f"{release}/{CHECKSUMS}"
        local = parcel.files[name]
        same = listed.get(name) == local.digest.sha256 and sizes.get(name) == local.digest.size
        if same and name not in doubtful:
            lists[release] = parse_checksum_lines(local.path.read_text("utf-8"))
        else:
            lists[release] = _read_list(connection, name, sizes)
    return TargetState(folders, sizes, listed, lists, doubtful)


def _folders(parcel: Parcel, others: Iterable[str]) -> list[str]:
    """The folders to look into: with a release directly in the target, all."""
    if any("/" not in release for release in parcel.releases):
        return [""]
    names = (*parcel.files, *others)
    return sorted({name.partition("/")[0] for name in names if "/" in name})


def _listed_names(connection: Connection) -> Iterable[str]:
    return _read_list(connection, CHECKSUMS, connection.call(lambda store: store.sizes(())))


def _doubtful(connection: Connection, sizes: Mapping[str, int]) -> frozenset[str]:
    """What the journal of a delivery that was cut names; all where it cannot be read."""
    if JOURNAL not in sizes:
        return frozenset()
    with suppress(ValueError, TypeError):
        return frozenset(json.loads(connection.call(lambda store: store.read(JOURNAL))))
    return frozenset(sizes)


def _read_list(connection: Connection, name: str, sizes: Mapping[str, int]) -> dict[str, str]:
    if name not in sizes:
        return {}
    content = connection.call(lambda store: store.read(name))
    return parse_checksum_lines(content.decode("utf-8", "replace"))
