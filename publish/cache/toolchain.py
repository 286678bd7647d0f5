"""Keys of the cache, and the part of every key that identifies this copy of the toolchain."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from publish.cache.entries import Cache
from publish.files.shipped import shipped

_PACKAGE = Path(__file__).resolve().parent.parent
_SKIPPED = "__pycache__"
_KIND = "toolchain"
# Seconds, more than the resolution of any file system's clock: a file changed twice within one
# tick has the same status both times, so the digest of a younger file is not stored.
_SETTLED = 5.0

_FileState = tuple[str, tuple[int, int, int, int]]  # path and stamps
# The system's libraries that shape and set text, and the function that returns their version.
_LIBRARIES = {"libpango-1.0.so.0": "pango_version_string", "libharfbuzz.so.0": "hb_version_string"}


def digest(*parts: bytes | str) -> str:
    """A key from parts in order (SHA-256 in hex); the lengths part `ab, c` from `a, bc`."""
    contents = [
        part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts
    ]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(each), each) for each in contents])).hexdigest()


@lru_cache(maxsize=8)
def toolchain(cache: Cache) -> str:
    """A hash of all inputs of a build other than the book: code, styles, Python, libraries.

    Every installed package counts, by name and version, whether it is needed or not: to resolve
    dependencies would take longer than to list all names.
    """
    folders = list(dict.fromkeys([_PACKAGE, shipped("templates"), shipped("styles")]))
    return digest(sys.version, *_installed(), *system_libraries(), _tree_digest(folders, cache))


def file_digest(path: Path, cache: Cache) -> str:
    """The hash of a file that seldom changes; it is read only if its status has changed."""
    state = (str(path), _stamps(path.stat()))
    return _unless_changed(cache, "file", [state], lambda: digest(path.read_bytes()))


def _tree_digest(folders: Sequence[Path], cache: Cache) -> str:
    """A hash of the names and contents of all files in some folders."""
    files = {str(folder): sorted(_files(str(folder))) for folder in folders}

    def parts() -> Iterator[bytes | str]:
        for folder, states in files.items():
            for path, _ in states:
                yield path.removeprefix(folder)
                yield Path(path).read_bytes()

    states = [state for states in files.values() for state in states]
    return _unless_changed(cache, "tree", states, lambda: digest(*parts()))


def _unless_changed(
    cache: Cache, kind: str, states: Sequence[_FileState], compute: Callable[[], str]
) -> str:
    """A digest of files, from the cache if all of them have the same status as before.

    A changed file cannot have its old status: the status holds the time of the change by the
    system's clock (`st_ctime`, inode(7)).
    """
    now = time.time()
    key = digest(kind, repr(states))
    entry = cache.load(_KIND, key)
    if entry is not None:
        return entry.decode()
    computed = compute()
    if max((stamps[-1] for _, stamps in states), default=0) < (now - _SETTLED) * 1e9:
        cache.store(_KIND, key, computed.encode())
    return computed


def _installed() -> list[str]:
    """Names and versions of all installed packages, from the names of their folders (PEP 376)."""
    names: set[str] = set()
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder) as listing:
            names.update(entry.name for entry in listing if entry.name.endswith(".dist-info"))
    return sorted(names)


def system_libraries() -> Iterator[str]:
    """Versions of the system's libraries; a missing one is reported where it is needed."""
    for name, function in _LIBRARIES.items():
        with suppress(OSError, AttributeError):
            version = getattr(ctypes.CDLL(name), function)
            version.restype = ctypes.c_char_p
            yield f"{name} {version().decode()}"


def _files(folder: str) -> Iterator[_FileState]:
    """All files below a folder."""
    with os.scandir(folder) as listing:
        for entry in listing:
            if not entry.is_dir():
                yield entry.path, _stamps(entry.stat())
            elif entry.name != _SKIPPED and not entry.is_symlink():
                yield from _files(entry.path)


def _stamps(status: os.stat_result) -> tuple[int, int, int, int]:
    """The parts of a status that change whenever the file does, the time of its change last."""
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
