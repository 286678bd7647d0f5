"""Bookmarks: the names of a book as Word takes them, at most 40 letters, digits and underscores."""

from __future__ import annotations

import re

from publish.files import sha256_of

_LONGEST = 40
_OTHER = re.compile(r"[^A-Za-z0-9_]")
_FIRST_NUMBER = 1_000_000  # pandoc numbers its own bookmarks from 1


class Bookmarks:
    """The bookmarks of a document: each name of the book has one of its own, and a number.

    Each has an underscore: programs that read the file name headings by their words, joined by
    hyphens, and a bookmark must not be taken for such a name.
    """

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        self._taken: set[str] = set()
        self._count = _FIRST_NUMBER

    def name(self, identifier: str, kind: str = "") -> str:
        """The bookmark for a name of the book; a new one begins with its kind."""
        if identifier not in self.by_name:
            wanted = _OTHER.sub("_", f"{kind}{identifier}")
            if "_" not in wanted:
                wanted = f"at_{wanted}"
            is_good = wanted[:1].isalpha() and len(wanted) <= _LONGEST
            if not is_good or wanted.lower() in self._taken:
                wanted = f"b_{sha256_of(identifier.encode())[:24]}"
            self._taken.add(wanted.lower())
            self.by_name[identifier] = wanted
        return self.by_name[identifier]

    def number(self) -> int:
        """A new number."""
        self._count += 1
        return self._count
