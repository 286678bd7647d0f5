"""The state of a book's folder: what stood there when a build began, and what it read since.

Whoever reads a book in another process has to hand the notes of that process back.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import msgspec

from publish.config import limits

_MOST = 20_000  # files; a folder with more is no book's own, and to read it all takes too long
_LARGEST = 1_000_000_000  # bytes of all of them

Stamp = tuple[int, int, int]  # size, time of the last change (ns), inode


class Readings(msgspec.Struct):
    """The files of one book that were read, by name, each with its stamp at every reading."""

    folder: Path
    stamps: dict[str, set[Stamp]] = {}

    def changed(self) -> list[str]:
        """The names of those that are now other files than those that were read."""
        return [name for name in sorted(self.stamps) if self.stamps[name] != {self._now(name)}]

    def _now(self, name: str) -> Stamp | None:
        try:
            return _stamp((self.folder / name).stat())
        except OSError:
            return None


_readings: ContextVar[Readings | None] = ContextVar("readings", default=None)


@contextmanager
def noted(folder: Path) -> Iterator[Readings]:
    """Have the files of a book that are read in the block noted, the manifest before all."""
    readings = Readings(folder)
    before = _readings.set(readings)
    try:
        manifest = folder / "book.toml"
        if manifest.is_file():
            note(folder, manifest.name, manifest.stat())
        yield readings
    finally:
        _readings.reset(before)


def note(folder: Path, name: str, status: os.stat_result) -> None:
    """Note that a file is about to be read, with its status when it was opened."""
    readings = _readings.get()
    if readings is not None and readings.folder == folder:
        name = name if ".." in name.split("/") else posixpath.normpath(name)
        readings.stamps.setdefault(name, set()).add(_stamp(status))


class Snapshot(msgspec.Struct, frozen=True):
    """What a folder held: the hash of all its files, and the stamp of each."""

    state: str
    stamps: Mapping[str, Stamp]

    def covers(self, readings: Readings) -> bool:
        """Whether all that was read was part of it, and as it was then."""
        return all({self.stamps.get(name)} == stamps for name, stamps in readings.stamps.items())


def take(folder: Path, *apart: Path) -> Snapshot | None:
    """The state of a folder, without what is hidden and without the folders `apart`.

    None where there is no such folder, or where it holds more than a book.
    """
    state = hashlib.sha256()
    stamps: dict[str, Stamp] = {}
    total = 0
    for name, path in _files(folder, {os.path.realpath(each) for each in apart}):
        content, status = _read(folder, path)
        total += len(content)
        if len(stamps) >= _MOST or total > _LARGEST:
            return None
        if status is not None:
            stamps[name] = _stamp(status)
        state.update(b"%d:%b" % (len(os.fsencode(name)), os.fsencode(name)))
        state.update(hashlib.sha256(content).digest())
    return Snapshot(state.hexdigest(), stamps) if stamps else None


def _files(folder: Path, apart: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Visible names in a folder and its folders, in order; a link to a folder is not followed."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and os.path.realpath(here / each) not in apart
        )
        for name in sorted(names):
            if not name.startswith("."):
                yield (here / name).relative_to(folder).as_posix(), here / name


def _read(folder: Path, path: Path) -> tuple[bytes, os.stat_result | None]:
    """The content of a file that a book may read, and its status; of another nothing, and None."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return b"", None
        if not path.is_file():  # to open a device may be to do something
            return b"", None
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size <= limits.FILE_BYTES:
                return file.read(), status
    except (OSError, RuntimeError):
        pass
    return b"", None


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino
