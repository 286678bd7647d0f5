"""Keys of the cache, and the part of every key that stands for this copy of the toolchain."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from publish.cache.entries import Cache
from publish.files.shipped import shipped

_PACKAGE = Path(__file__).resolve().parent.parent
_PASSED_OVER = "__pycache__"
_KIND = "toolchain"
# Seconds; no clock of a file system is as coarse, so that a second change within the same tick,
# which the status of a file would not show, is not missed.
_SETTLED = 5.0

_State = tuple[str, tuple[int, int, int, int]]  # a file, and what tells its changes
# The libraries of the system that set the lines, and what each calls its version.
_LIBRARIES = {"libpango-1.0.so.0": "pango_version_string", "libharfbuzz.so.0": "hb_version_string"}


def digest(*parts: bytes | str) -> str:
    """A key from parts in order (SHA-256 in hex); their lengths tell `ab, c` from `a, bc`."""
    found = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(content))
        found.update(content)
    return found.hexdigest()


@cache
def toolchain() -> str:
    """A hash of what makes a book beside the book: code, templates, styles, Python, libraries.

    Every package that is installed beside ours counts, by name and version, whether it is needed
    or not: to follow the needs of needs would take longer than to look at all names.
    """
    places = list(dict.fromkeys([_PACKAGE, shipped("templates"), shipped("styles")]))
    return digest(sys.version, *_installed(), *_libraries(), _sources(places))


def file_digest(path: Path) -> str:
    """The hash of a file that seldom changes, which is read only where its status is another."""
    state = (str(path), _stamps(path.stat()))
    return _unless_changed("file", [state], lambda: digest(path.read_bytes()))


def _sources(places: Sequence[Path]) -> str:
    """A hash of all files in those folders, by their names within them."""
    files = {str(place): sorted(_files(str(place))) for place in places}

    def parts() -> Iterator[bytes | str]:
        for place, states in files.items():
            for path, _ in states:
                yield path.removeprefix(place)
                yield Path(path).read_bytes()

    states = [state for found in files.values() for state in found]
    return _unless_changed("tree", states, lambda: digest(*parts()))


def _unless_changed(kind: str, states: Sequence[_State], read: Callable[[], str]) -> str:
    """What `read` reads of files, or read when all of them had the same status.

    Nobody can give a file that was changed its old status: the time of that change is in it, as
    the system's clock says (`st_ctime`, inode(7)).
    """
    now = time.time()
    cache, key = Cache.default(), digest(kind, *map(repr, states))
    kept = cache.load(_KIND, key)
    if kept is not None:
        return kept.decode()
    found = read()
    if max((stamps[-1] for _, stamps in states), default=0) < (now - _SETTLED) * 1e9:
        cache.store(_KIND, key, found.encode())
    return found


def _installed() -> list[str]:
    """Names and versions of all installed packages, as their folders say (PEP 376)."""
    names: set[str] = set()
    for place in sys.path:
        with suppress(OSError), os.scandir(place) as listing:
            names.update(entry.name for entry in listing if entry.name.endswith(".dist-info"))
    return sorted(names)


def _libraries() -> Iterator[str]:
    """Versions of the libraries that do not come as packages; a lacking one stops what needs it."""
    for name, version in _LIBRARIES.items():
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(name), version)
            ask.restype = ctypes.c_char_p
            yield f"{name} {ask().decode()}"


def _files(folder: str) -> Iterator[_State]:
    """Each file in a folder and the folders in it."""
    with os.scandir(folder) as listing:
        for entry in listing:
            if not entry.is_dir():
                yield entry.path, _stamps(entry.stat())
            elif entry.name != _PASSED_OVER and not entry.is_symlink():
                yield from _files(entry.path)


def _stamps(status: os.stat_result) -> tuple[int, int, int, int]:
    """What changes whenever a file does, the time of its last change at the end."""
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
