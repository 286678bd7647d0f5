"""What a cache holds, and keeping it within its limit: the least recently used goes first."""

from __future__ import annotations

import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from publish.cache.entries import BLOCK, FRESH, KEY, KIND, STORED, Cache, write

_KEPT = 0.8  # of the limit stays, so that the next survey is a fifth of it away
_HOUR = 3600.0  # seconds; no writer takes longer, so what is older was left by one that was killed


class Holdings(msgspec.Struct, frozen=True):
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
    fresh: bool


def holdings(cache: Cache) -> Holdings:
    """Count what is in the cache."""
    entries: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for entry in _survey(cache):
        entries[entry.kind] += not entry.fresh
        sizes[entry.kind] += entry.size
    return Holdings(dict(sorted(entries.items())), dict(sorted(sizes.items())))


def trim(cache: Cache) -> None:
    """Bring the cache below its limit; it looks only when as much was stored since it last did."""
    if cache.folder is None or cache.refused:
        return
    with suppress(OSError):
        if _stored(cache.folder) * BLOCK <= cache.limit:
            return
        entries = sorted(_survey(cache), key=lambda entry: (entry.used, entry.path))
        size = sum(entry.size for entry in entries)
        goal = cache.limit * _KEPT if size > cache.limit else cache.limit
        old = time.time() - _HOUR
        for entry in entries:
            if entry.used < old if entry.fresh else size > goal:
                _remove(entry.path)
                size -= entry.size
        write(cache.folder / STORED, [b"." * (size // BLOCK)])


def clear(cache: Cache) -> Holdings:
    """Remove all entries and folders of the cache, nothing else; what it held."""
    held = holdings(cache)
    if cache.folder is None or cache.refused:
        return held
    for entry in _survey(cache):
        _remove(entry.path)
    for kind in _folders(cache.folder, KIND.fullmatch):
        for fan in _folders(kind, _is_fan):
            _remove_folder(fan)
        _remove_folder(kind)
    _remove(cache.folder / STORED)
    return held


def _survey(cache: Cache) -> Iterator[_Entry]:
    """Every entry; what has another name than ours is not ours."""
    if cache.folder is None or cache.refused:
        return
    for kind in _folders(cache.folder, KIND.fullmatch):
        for fan in _folders(kind, _is_fan):
            for path in _listing(fan):
                fresh = path.name.startswith(FRESH)
                if not KEY.fullmatch(path.name.removeprefix(FRESH).partition(".")[0]):
                    continue
                with suppress(OSError):
                    status = path.lstat()
                    if not stat.S_ISDIR(status.st_mode):
                        size = -(-status.st_size // BLOCK) * BLOCK
                        yield _Entry(path, kind.name, size, status.st_mtime, fresh)


def _folders(folder: Path, named: Callable[[str], object]) -> list[Path]:
    return [path for path in _listing(folder) if named(path.name) and _is_folder(path)]


def _listing(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_fan(name: str) -> bool:
    return len(name) == 2 and KEY.fullmatch(name * 32) is not None


def _stored(folder: Path) -> float:
    """Blocks stored since the last survey and those that it left; unknown is too many."""
    try:
        return (folder / STORED).stat().st_size
    except FileNotFoundError:
        return float("inf")


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
