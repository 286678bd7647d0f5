"""The versions of the programs, libraries and fonts that decide the bytes of a product."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from publish.version import __version__

_PACKAGE = "publish-book"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
# Packages whose names do not say that they contain fonts.
_FONTS = re.compile(r"fontpkg-|pylopdf-fonts-|manimgx-fonts|rinoh-typeface-")


def tool_versions(libraries: Iterable[str]) -> dict[str, str]:
    """The version of this program, of Python, of each library that it needs, and of the system's
    `libraries`, each given as "name version"."""
    packages = {name: number for name, number in _packages() if not _FONTS.match(name)}
    system = dict(entry.split(" ", 1) for entry in libraries)
    ours = {"publish": __version__, "python": platform.python_version()}
    return dict(sorted({**packages, **system, **ours}.items()))


def font_versions() -> dict[str, str]:
    """The version of each package of fonts."""
    return {name: number for name, number in sorted(_packages()) if _FONTS.match(name)}


@cache
def _packages() -> tuple[tuple[str, str], ...]:
    """The installed packages that this one asks for, its extras for fonts included."""
    return tuple(_installed())


def _installed() -> Iterator[tuple[str, str]]:
    for requirement in _requirements():
        match = _NAME.match(requirement)
        name = match[0].lower() if match else ""
        if "extra ==" in requirement and not _FONTS.match(name):
            continue
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def _requirements() -> list[str]:
    try:
        return requires(_PACKAGE) or []
    except PackageNotFoundError:
        return []
