"""The identifiers of a book, by which links find sections and anchors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def composed(name: str) -> str:
    """A name with composed letters (NFC): how it is typed depends on the system."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


class Names:
    """The names that are taken; a derived one gives way to those, and gets a number."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def claim(self, wished: str) -> str:
        """The wished name, or the first free one of `wished-2`, `wished-3` …."""
        name, count = wished, 1
        while name in self._taken:
            count += 1
            name = f"{wished}-{count}"
        self._taken.add(name)
        return name
