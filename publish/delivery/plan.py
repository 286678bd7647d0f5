"""What has to be sent and removed, so that the target has the files of a parcel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from publish.delivery.connection import Connection
from publish.delivery.failures import REPLACED, Failure
from publish.delivery.own_files import latest_files, list_file
from publish.delivery.parcel import CHECKSUMS, LATEST, SIGNATURE, LocalFile, Parcel, Stage
from publish.delivery.state import JOURNAL, TargetState, is_part
from publish.files import checksum_lines


class Plan(msgspec.Struct, frozen=True):
    """The files to send and the names to remove, in their order; how many files are there.

    `changes` are the names that are in doubt until all is done, in the target and its `folders`.
    """

    sends: list[LocalFile]
    removals: list[str]
    unchanged: int
    changes: list[str]
    folders: Sequence[str]


def make_plan(
    parcel: Parcel, state: TargetState, connection: Connection, scratch: Path, *, delete: bool
) -> Plan:
    """The plan; what a delivery writes of its own is put into the folder `scratch`."""
    gone = {*_foreign(parcel, state), *(_dropped(parcel, state) if delete else ())}
    files = [*parcel.files.values(), *latest_files(parcel, state, scratch)]
    files.append(list_file(files, state, connection, gone, scratch))
    files.sort(key=_order)
    sends = [file for file in files if not _is_there(file, parcel, state, connection)]
    changes = {*(file.name for file in sends), *gone, *state.doubtful}
    removals = [*sorted(gone), *state.leftovers]
    return Plan(sends, removals, len(files) - len(sends), sorted(changes), state.folders)


def replaced_releases(parcel: Parcel, state: TargetState) -> Iterator[Failure]:
    """REPLACED for each release that the target has, complete, with other bytes."""
    for release in parcel.releases:
        if f"{release}/{CHECKSUMS}" in state.sizes and not _has_list(release, parcel, state):
            hint = "raise `version` in book.toml and release that; --replace overwrites it"
            yield Failure(REPLACED, f"the target has {release} with other bytes", hint=hint)


def _has_list(release: str, parcel: Parcel, state: TargetState) -> bool:
    """Whether the target has the same list of checksums for a release."""
    file = parcel.files[f"{release}/{CHECKSUMS}"]
    text = checksum_lines(dict(state.lists[release]))
    return state.sizes.get(file.name) == file.digest.size and text == file.path.read_text("utf-8")


def _order(file: LocalFile) -> tuple[Stage, bool, str, bool, str]:
    """A list of checksums comes after its signature, and that of the whole target at last."""
    path = PurePosixPath(file.name)
    return (
        file.stage,
        file.name == CHECKSUMS,
        str(path.parent),
        path.name == CHECKSUMS,
        file.name,
    )


def _is_there(file: LocalFile, parcel: Parcel, state: TargetState, connection: Connection) -> bool:
    """Whether the target has a file as it is; read back where no list is sure of it."""
    if state.sizes.get(file.name) != file.digest.size:
        return False
    known = state.hash_of(file.name, parcel.release_of(file.name))
    if known is None:
        return connection.digest(file.name) == file.digest
    return known == file.digest.sha256


def _foreign(parcel: Parcel, state: TargetState) -> Iterator[str]:
    """Files in the folder of a release that do not belong to it, from one that was replaced."""
    for name in state.sizes:
        release = parcel.release_of(name)
        if release is None or name in parcel.files or is_part(name):
            continue
        if name in state.doubtful or not _has_list(release, parcel, state):
            yield name


def _dropped(parcel: Parcel, state: TargetState) -> Iterator[str]:
    """Pages that were delivered once and are no longer here; never a part of a release."""
    kept = (CHECKSUMS, SIGNATURE, LATEST, JOURNAL)
    for name in state.sizes.keys() & {*state.listed, *state.doubtful}:
        is_page = PurePosixPath(name).name not in kept and not state.is_released(name)
        if is_page and name not in parcel.files:
            yield name
