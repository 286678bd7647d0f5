"""A folder of this machine, or one that the system mounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from publish.delivery.address import Address
from publish.delivery.failures import Failure, of_system
from publish.delivery.stores import CHUNK, Digest, Headers, digest_of
from publish.files import copy_synced, rename_synced


def open_store(address: Address) -> FolderStore:
    """The folder, which is created with the first file."""
    return FolderStore(Path(address.path))


def explain(error: Exception) -> Failure:
    """The failure behind an error."""
    return of_system(error)


class FolderStore:
    """The files of a folder."""

    renames = True

    def __init__(self, root: Path) -> None:
        self._root = root

    def sizes(self, folders: Sequence[str]) -> Mapping[str, int]:
        """See `Store`."""
        if not self._root.exists():
            return {}
        found = [*self._root.iterdir(), *self._below(folders)]
        return {
            path.relative_to(self._root).as_posix(): path.stat().st_size
            for path in found
            if path.is_file()
        }

    def _below(self, folders: Sequence[str]) -> Iterator[Path]:
        for folder in folders:
            yield from (self._root / folder).rglob("*")

    def read(self, name: str) -> bytes:
        """See `Store`."""
        return (self._root / name).read_bytes()

    def digest(self, name: str) -> Digest:
        """See `Store`."""
        with (self._root / name).open("rb") as file:
            return digest_of(iter(lambda: file.read(CHUNK), b""))

    def put(self, source: Path, name: str, headers: Headers) -> None:
        """See `Store`; a folder has no headers."""
        (self._root / name).parent.mkdir(parents=True, exist_ok=True)
        copy_synced(source, self._root / name)

    def move(self, old: str, new: str) -> None:
        """See `Store`."""
        rename_synced(self._root / old, self._root / new)

    def remove(self, name: str) -> None:
        """See `Store`."""
        (self._root / name).unlink(missing_ok=True)

    def close(self) -> None:
        """See `Store`."""
