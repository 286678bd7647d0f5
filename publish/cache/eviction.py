"""What a cache holds, and keeping it within its limit: the least recently used goes first."""

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

_KEPT = 0.8  # of the limit stays, so that the next survey is a fifth of it away
_HOUR = 3600.0  # seconds; no writer takes longer, so what is older was left by one that was killed


class CacheStats(msgspec.Struct, frozen=True):
    """Entries and bytes on the disk, by kind."""

    entries: dict[str, int]
    sizes: dict[str, int]

    @property
    def size(self) -> int:
        """Bytes on the disk, in all."""
        return sum(self.sizes.values())


class _Entry(msgspec.Struct, frozen=True):
    path: Path
    kind: str
    size: int
    used: float
    partial: bool


def cache_stats(cache: Cache) -> CacheStats:
    """Count what is in the cache."""
    entries: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for entry in _survey(cache):
        entries[entry.kind] += not entry.partial
        sizes[entry.kind] += entry.size
    return CacheStats(dict(sorted(entries.items())), dict(sorted(sizes.items())))


def trim(cache: Cache) -> None:
    """Bring the cache below its limit; it looks only when as much was stored since it last did."""
    if cache.folder is None or cache.unsafe_reason:
        return
    with suppress(OSError):
        if _stored(cache.folder) * BLOCK_SIZE <= cache.limit:
            return
        entries = sorted(_survey(cache), key=lambda entry: (entry.used, entry.path))
        size = sum(entry.size for entry in entries)
        goal = cache.limit * _KEPT if size > cache.limit else cache.limit
        old = time.time() - _HOUR
        for entry in entries:
            if entry.used < old if entry.partial else size > goal:
                _remove(entry.path)
                size -= entry.size
        write(cache.folder / COUNTER, [b"." * (size // BLOCK_SIZE)])


def clear(cache: Cache) -> CacheStats:
    """Remove all entries and folders of the cache, nothing else; what it held."""
    held = cache_stats(cache)
    if cache.folder is None or cache.unsafe_reason:
        return held
    for entry in _survey(cache):
        _remove(entry.path)
    for kind in _folders(cache.folder, KIND_PATTERN.fullmatch):
        for fan in _folders(kind, _is_fan):
            _remove_folder(fan)
        _remove_folder(kind)
    _remove(cache.folder / COUNTER)
    return held


def _survey(cache: Cache) -> Iterator[_Entry]:
    """Every entry; what has another name than ours is not ours."""
    if cache.folder is None or cache.unsafe_reason:
        return
    for kind in _folders(cache.folder, KIND_PATTERN.fullmatch):
        for fan in _folders(kind, _is_fan):
            for path in _listing(fan):
                partial = path.name.startswith(PARTIAL)
                if not KEY_PATTERN.fullmatch(path.name.removeprefix(PARTIAL).partition(".")[0]):
                    continue
                with suppress(OSError):
                    status = path.lstat()
                    if not stat.S_ISDIR(status.st_mode):
                        size = -(-status.st_size // BLOCK_SIZE) * BLOCK_SIZE
                        yield _Entry(path, kind.name, size, status.st_mtime, partial)


def _folders(folder: Path, named: Callable[[str], object]) -> list[Path]:
    return [path for path in _listing(folder) if named(path.name) and _is_folder(path)]


def _listing(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_fan(name: str) -> bool:
    return len(name) == 2 and KEY_PATTERN.fullmatch(name * 32) is not None


def _stored(folder: Path) -> float:
    """Blocks stored since the last survey and those that it left; unknown is too many."""
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
