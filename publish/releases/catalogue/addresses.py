"""Addresses of a catalogue: written with tokens, and made relative or absolute at the end.

So a book is written once for all lists, however deep in the folder the pages are.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urljoin

import msgspec

# Noncharacters, which no text has (Unicode, 23.7): the catalogue's folder, and the releases'.
HERE, DIST = "\ufdd0", "\ufdd1"


class Addresses(msgspec.Struct, frozen=True):
    """Where the releases are from the catalogue ("../"), and its own address, "" without one."""

    dist: str
    base: str = ""

    @classmethod
    def between(cls, out: Path, dist: Path, base: str) -> Addresses:
        """The addresses of a catalogue in `out` of the releases in `dist`."""
        way = quote(os.path.relpath(dist.resolve(), out.resolve()))
        return cls(f"{way}/", base and base.rstrip("/") + "/")

    def relative(self, text: str, name: str) -> str:
        """A text in the file `name` with addresses that need no server."""
        up = "../" * name.count("/")
        return text.replace(DIST, up + self.dist).replace(HERE, up)

    def absolute(self, text: str, name: str) -> str:
        """The same with absolute addresses, if the catalogue has one."""
        if not self.base:
            return self.relative(text, name)
        return text.replace(DIST, urljoin(self.base, self.dist)).replace(HERE, self.base)


def here(name: str) -> str:
    """The address of a file of the catalogue."""
    return HERE + quote(name)


def in_release(book: str, version: str, name: str = "") -> str:
    """The address of a file of a release."""
    return DIST + quote(f"{book}/{version}/{name}")
