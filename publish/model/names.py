"""The identifiers of a book, by which links find sections and anchors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when the text has none."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:60].rstrip("-")


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
