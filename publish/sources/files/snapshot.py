"""The state of a book's folder when a build begins, and which of its files the build reads.

Code that reads a book in another process must return what that process recorded.
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

_MOST_FILES = 20_000  # a folder with more is not just a book, and takes too long to read
_LARGEST = 1_000_000_000  # bytes of all files

FileStamp = tuple[int, int, int]  # size, time of the last change (ns), inode


class FilesRead(msgspec.Struct):
    """The files of one book that were read, by name, with their stamps at every reading."""

    folder: Path
    stamps: dict[str, set[FileStamp]] = {}

    def changed(self) -> list[str]:
        """The names of the files that have changed since they were read."""
        return [name for name in sorted(self.stamps) if self.stamps[name] != {self._current(name)}]

    def _current(self, name: str) -> FileStamp | None:
        try:
            return _stamp((self.folder / name).stat())
        except OSError:
            return None


_files_read: ContextVar[FilesRead | None] = ContextVar("files_read", default=None)


@contextmanager
def record_reads(folder: Path) -> Iterator[FilesRead]:
    """Record which files of a book are read in the block, beginning with the manifest."""
    files_read = FilesRead(folder)
    before = _files_read.set(files_read)
    try:
        manifest = folder / "book.toml"
        if manifest.is_file():
            record_read(folder, manifest.name, manifest.stat())
        yield files_read
    finally:
        _files_read.reset(before)


def record_read(folder: Path, name: str, status: os.stat_result) -> None:
    """Record that a file is about to be read, with its status when it was opened."""
    files_read = _files_read.get()
    if files_read is not None and files_read.folder == folder:
        name = name if ".." in name.split("/") else posixpath.normpath(name)
        files_read.stamps.setdefault(name, set()).add(_stamp(status))


class Snapshot(msgspec.Struct, frozen=True):
    """The content of a folder: the hash of all its files, and the stamp of each."""

    state: str
    stamps: Mapping[str, FileStamp]

    def covers(self, files_read: FilesRead) -> bool:
        """Whether all files that were read are part of it, and unchanged."""
        stamps = files_read.stamps.items()
        return all({self.stamps.get(name)} == read for name, read in stamps)

    def changed(self, files_read: FilesRead) -> list[str]:
        """The names of its files that were read later, and were not as they are in it."""
        rows = ((name, self.stamps.get(name), read) for name, read in files_read.stamps.items())
        return sorted(name for name, stamp, read in rows if stamp and {stamp} != read)


def take_snapshot(folder: Path, *excluded: Path) -> Snapshot | None:
    """The state of a folder, without hidden files and without the folders `excluded`.

    None where there is no such folder, or where it contains more than a book.
    """
    state = hashlib.sha256()
    stamps: dict[str, FileStamp] = {}
    total = 0
    for name, path in _files(folder, {os.path.realpath(each) for each in excluded}):
        content, status = _read(folder, path)
        total += len(content)
        if len(stamps) >= _MOST_FILES or total > _LARGEST:
            return None
        if status is not None:
            stamps[name] = _stamp(status)
        state.update(b"%d:%b" % (len(os.fsencode(name)), os.fsencode(name)))
        state.update(hashlib.sha256(content).digest())
    return Snapshot(state.hexdigest(), stamps) if stamps else None


def _files(folder: Path, excluded: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Visible files below a folder, in order; links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and os.path.realpath(here / each) not in excluded
        )
        for name in sorted(names):
            if not name.startswith("."):
                yield (here / name).relative_to(folder).as_posix(), here / name


def _read(folder: Path, path: Path) -> tuple[bytes, os.stat_result | None]:
    """The content and status of a file that a book may read; empty and None for any other."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return b"", None
        if not path.is_file():  # opening a device may have an effect
            return b"", None
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size <= limits.FILE_BYTES:
                return file.read(), status
    except (OSError, RuntimeError):
        pass
    return b"", None


def _stamp(status: os.stat_result) -> FileStamp:
    return status.st_size, status.st_mtime_ns, status.st_ino
