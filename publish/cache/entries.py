"""Entries of the cache: one file each, in a folder for each kind.

There are no folders below those: to make one takes as long as to write an entry, and file systems
find a name among a hundred thousand as fast as among a hundred.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec

from publish.errors import UsageError

KIND_PATTERN = re.compile(r"[a-z][a-z-]{0,31}")
KEY_PATTERN = re.compile(r"[0-9a-f]{64}")
PARTIAL = "."  # the first character of the name of an entry that is being written
COUNTER = "stored"  # a file with one byte for each block that was stored since the last scan
BLOCK_SIZE = 4096  # bytes

_MAGIC = b"publish cache 1\n"
_HEADER = len(_MAGIC) + hashlib.sha256().digest_size
_HOUR = 3600.0  # seconds; a use within the same hour is not recorded again
_LIMIT = 2048  # MB
# https://bford.info/cachedir/: backup programs skip such a folder.
_TAG = "CACHEDIR.TAG"
_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55\n"


class Cache(msgspec.Struct, frozen=True):
    """Bytes by kind and key; empty without a `folder`. `limit` is in bytes.

    Several processes may use one folder at once, and each may be killed at any moment.
    """

    folder: Path | None
    limit: int = _LIMIT * 1_000_000

    @classmethod
    def default(cls) -> Self:
        """The user's cache, or the folder in PUBLISH_CACHE; always empty for "off".

        PUBLISH_CACHE_LIMIT sets the limit in MB. Raises `UsageError` if that is not a number.
        """
        limit = os.environ.get("PUBLISH_CACHE_LIMIT", "")
        if limit and not re.fullmatch(r"[0-9]{1,9}", limit):
            hint = "give a whole number of megabytes"
            raise UsageError(f"PUBLISH_CACHE_LIMIT is not a number: `{limit}`", hint=hint)
        return cls(_default_folder(), int(limit or _LIMIT) * 1_000_000)

    @property
    def unsafe_reason(self) -> str | None:
        """Why an existing folder is not used: another user could have written its entries."""
        if self.folder is None:
            return None
        try:
            status = self.folder.stat()
        except OSError:
            return None
        if not stat.S_ISDIR(status.st_mode):
            return "it is not a folder"
        if status.st_uid != os.geteuid():
            return "it belongs to another user"
        return "other users may write to it" if status.st_mode & 0o022 else None

    def contains(self, kind: str, key: str) -> bool:
        """Whether an entry exists, which may still turn out to be damaged when it is loaded."""
        path = self._path(kind, key)
        return path is not None and not self.unsafe_reason and path.exists()

    def keep(self, kind: str, key: str) -> bool:
        """Whether an entry exists, as `contains`; it is marked as used now."""
        path = self._path(kind, key)
        if path is None or self.unsafe_reason:
            return False
        with suppress(OSError):
            os.utime(path, follow_symlinks=False)
            return True
        return False

    def load(self, kind: str, key: str, *, use: bool = True) -> bytes | None:
        """The stored content, or None; a damaged entry is removed.

        Unless this is a `use` of it, the entry gets no younger.
        """
        path = self._path(kind, key)
        if path is None or self.unsafe_reason:
            return None
        with suppress(OSError):
            entry = _read(path, use=use)
            content = entry[_HEADER:]
            if entry[:_HEADER] == _header(kind, key, content):
                return content
            path.unlink()
        return None

    def store(self, kind: str, key: str, *contents: bytes) -> None:
        """Store contents as one, replacing an earlier entry; errors of the disk are ignored."""
        path = self._path(kind, key)
        if path is None or self.folder is None or self.unsafe_reason:
            return
        with suppress(OSError):
            parts = [_header(kind, key, *contents), *contents]
            try:
                write(path, parts)
            except FileNotFoundError:
                _make_folders(self.folder, path)
                write(path, parts)
            blocks = -(-sum(map(len, parts)) // BLOCK_SIZE)
            _append(self.folder / COUNTER, b"." * blocks)

    def _path(self, kind: str, key: str) -> Path | None:
        if not KIND_PATTERN.fullmatch(kind) or not KEY_PATTERN.fullmatch(key):
            raise ValueError(f"{kind}/{key} is not a name of an entry")
        return self.folder and self.folder / kind / key


def _default_folder() -> Path | None:
    chosen = os.environ.get("PUBLISH_CACHE", "")
    if chosen:
        return None if chosen == "off" else Path(chosen).absolute()
    from platformdirs import user_cache_path  # it takes longer to import than an entry to load

    folder = user_cache_path("publish", appauthor=False)
    return folder if folder.is_absolute() else None


def _header(kind: str, key: str, *contents: bytes) -> bytes:
    """The magic number, and a hash of the content and its name."""
    seal = hashlib.sha256(f"{kind}/{key}\n".encode())
    for content in contents:
        seal.update(content)
    return _MAGIC + seal.digest()


def _read(path: Path, *, use: bool) -> bytes:
    """The bytes of an entry, which is marked as used now; empty if it is not a regular file."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return b""
        if use and abs(time.time() - status.st_mtime) > _HOUR:
            os.utime(handle)
        return file.read()


def _make_folders(top: Path, entry: Path) -> None:
    """Create the folders of an entry, each private to the user."""
    if not top.is_dir():
        top.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(top / _TAG, [_SIGNATURE])
    entry.parent.mkdir(mode=0o700, exist_ok=True)


def write(path: Path, parts: list[bytes]) -> None:
    """Write a temporary file and rename it: a reader sees all of it or nothing.

    Nothing is synced: the hash of an entry detects what a power failure damaged.
    """
    partial = path.with_name(f"{PARTIAL}{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def _append(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        os.write(handle, content)
    finally:
        os.close(handle)


NO_CACHE = Cache(None)
