"""Statistics of a cache, and its limit: the least recently used entries are removed first."""

from __future__ import annotations

import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from publish.cache.entries import (
    BLOCK_SIZE,
    COUNTER,
    KEY_PATTERN,
    KIND_PATTERN,
    PARTIAL,
    Cache,
    write,
)

_GOAL = 0.8  # of the limit remains, so that the next scan comes after a fifth of it
_HOUR = 3600.0  # seconds; no writer takes longer, so an older partial file is from a killed one


class CacheStats(msgspec.Struct, frozen=True):
    """Numbers of entries and bytes on the disk, by kind."""

    entries: dict[str, int]
    sizes: dict[str, int]

    @property
    def size(self) -> int:
        """Total bytes on the disk."""
        return sum(self.sizes.values())


class EntryFile(msgspec.Struct, frozen=True):
    """A file of the cache; `used` is the time of its last use in seconds since the epoch."""

    path: Path
    kind: str
    size: int
    used: float
    partial: bool


def cache_stats(cache: Cache) -> CacheStats:
    """The statistics of the cache."""
    entries: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for entry in entry_files(cache):
        entries[entry.kind] += not entry.partial
        sizes[entry.kind] += entry.size
    return CacheStats(dict(sorted(entries.items())), dict(sorted(sizes.items())))


def trim(cache: Cache) -> None:
    """Reduce the cache to its limit; it is scanned only after that many bytes were stored."""
    if cache.folder is None or cache.unsafe_reason:
        return
    with suppress(OSError):
        if _stored_blocks(cache.folder) * BLOCK_SIZE <= cache.limit:
            return
        entries = sorted(entry_files(cache), key=lambda entry: (entry.used, entry.path))
        size = sum(entry.size for entry in entries)
        goal = cache.limit * _GOAL if size > cache.limit else cache.limit
        old = time.time() - _HOUR
        for entry in entries:
            if entry.used < old if entry.partial else size > goal:
                _remove(entry.path)
                size -= entry.size
        write(cache.folder / COUNTER, [b"." * (size // BLOCK_SIZE)])


def clear(cache: Cache) -> CacheStats:
    """Remove all entries and folders of the cache, nothing else; the statistics before."""
    removed = cache_stats(cache)
    if cache.folder is None or cache.unsafe_reason:
        return removed
    for entry in entry_files(cache):
        _remove(entry.path)
    for kind in _folders(cache.folder, KIND_PATTERN.fullmatch):
        for folder in _folders(kind, _is_earlier):
            _remove_folder(folder)
        _remove_folder(kind)
    _remove(cache.folder / COUNTER)
    return removed


def entry_files(cache: Cache) -> Iterator[EntryFile]:
    """All entries; files with other names are not ours."""
    if cache.folder is None or cache.unsafe_reason:
        return
    for kind in _folders(cache.folder, KIND_PATTERN.fullmatch):
        for folder in (kind, *_folders(kind, _is_earlier)):
            for path in _listing(folder):
                partial = path.name.startswith(PARTIAL)
                if not KEY_PATTERN.fullmatch(path.name.removeprefix(PARTIAL).partition(".")[0]):
                    continue
                with suppress(OSError):
                    status = path.lstat()
                    if not stat.S_ISDIR(status.st_mode):
                        size = -(-status.st_size // BLOCK_SIZE) * BLOCK_SIZE
                        yield EntryFile(path, kind.name, size, status.st_mtime, partial)


def _folders(folder: Path, accept: Callable[[str], object]) -> list[Path]:
    return [path for path in _listing(folder) if accept(path.name) and _is_folder(path)]


def _listing(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_earlier(name: str) -> bool:
    """Whether a folder has the entries of earlier versions: it is named by the first two digits."""
    return len(name) == 2 and KEY_PATTERN.fullmatch(name * 32) is not None


def _stored_blocks(folder: Path) -> float:
    """Blocks stored since the last scan and those that it left; infinite if unknown."""
    try:
        return (folder / COUNTER).stat().st_size
    except FileNotFoundError:
        return float("inf")


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
