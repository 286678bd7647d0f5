"""Keys of the cache, and the part of every key that stands for this copy of the toolchain."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from publish.render.places import shipped

_PACKAGE = Path(__file__).resolve().parent.parent
_PASSED_OVER = {"__pycache__"}
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
    places = dict.fromkeys([_PACKAGE, shipped("templates"), shipped("styles")])
    files = (part for place in places for part in _tree(place))
    return digest(sys.version, *_installed(), *_libraries(), *files)


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


def _tree(folder: Path) -> Iterator[bytes | str]:
    """Each file in a folder, its name within it and its content."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - _PASSED_OVER)
        for name in sorted(names):
            path = Path(place, name)
            yield str(path.relative_to(folder))
            yield path.read_bytes()
