"""A folder that will replace an earlier one, of which mostly few files have changed."""

from __future__ import annotations

import os
import shutil
import stat
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from publish.files.atomic import sync, sync_folder
from publish.files.checksums import checksum_lines, sha256_of
from publish.files.products import ProductContent
from publish.files.write_errors import as_cannot_write

_SYNCED_AT_ONCE = 8


class StagedFolder:
    """A folder to fill, for somebody who moves it into place with `replace_all`.

    A file with the bytes that it has in the folder `before` is the same file, which is on the disk
    already. Raises `CannotWrite`.
    """

    def __init__(self, folder: Path, before: Path | None) -> None:
        self._folder, self._before = folder, before
        self._sizes: dict[str, int] = {}
        self._hashes: dict[str, str] = {}
        self._new: list[Path] = []
        self._folders: set[Path] = set()
        shutil.rmtree(folder, ignore_errors=True)  # what a run left that was stopped
        self._make(folder)

    def write(self, name: str, content: bytes) -> None:
        """Add a file that is not there yet."""
        path = self._folder / name
        self._sizes[name], self._hashes[name] = len(content), sha256_of(content)
        with as_cannot_write(path):
            self._make(path.parent)
            if self._before is None or not _link_same(self._before / name, path, content):
                _write(path, content)
                self._new.append(path)

    @property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each file so far, by its name."""
        return self._hashes

    def finish(self) -> ProductContent:
        """Sync what is new, and say what the folder has.

        All is written before the first file is synced, and several are synced at a time: a disk
        then writes them together, in a fifth of the time of one by one.
        """
        with as_cannot_write(self._folder):
            with ThreadPoolExecutor(_SYNCED_AT_ONCE, "sync") as workers:
                deque(workers.map(_sync, self._new), maxlen=0)
            for folder in sorted(self._folders, reverse=True):
                sync_folder(folder)
        files = dict(sorted(self._hashes.items()))
        sha256 = sha256_of(checksum_lines(files).encode())
        return ProductContent(sha256, sum(self._sizes.values()), files)

    def _make(self, folder: Path) -> None:
        if folder not in self._folders:
            with as_cannot_write(folder):
                folder.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


def _link_same(before: Path, path: Path, content: bytes) -> bool:
    """Give a file of before a second name, if it is a file of ours with that content."""
    try:
        status = before.lstat()
        if not stat.S_ISREG(status.st_mode) or stat.S_IMODE(status.st_mode) != 0o644:
            return False
        if status.st_size != len(content) or before.read_bytes() != content:
            return False
        os.link(before, path, follow_symlinks=False)
    except OSError:  # there is none, or the file system has no links
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        os.fchmod(file.fileno(), 0o644)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        sync(handle)
    finally:
        os.close(handle)
