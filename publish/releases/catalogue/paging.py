"""Lists in pages, since long feeds break readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

PAGE, LONG_PAGE = 25, 200
Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """The page `number` of `last`, counted from 1, of a list of `total` items.

    `stem` is the name of the first page's file without its suffix.
    """

    stem: str
    number: int
    last: int
    total: int
    items: Sequence[Item]

    def name(self, suffix: str, number: int = 0) -> str:
        """The file of a page, by default of this one: "books.xml", "books_2.xml"."""
        return page_name(self.stem, suffix, number or self.number)

    @property
    def neighbours(self) -> dict[str, int]:
        """The numbers of the pages that a page links to, by relation."""
        found = {"first": 1, "last": self.last}
        if self.number > 1:
            found["previous"] = self.number - 1
        if self.number < self.last:
            found["next"] = self.number + 1
        return found


def page_name(stem: str, suffix: str, number: int = 1) -> str:
    """The name of the file of a page; no name of a list has the character before the number."""
    return f"{stem}{suffix}" if number == 1 else f"{stem}_{number}{suffix}"


def pages(stem: str, items: Sequence[Item], size: int = PAGE) -> Iterator[Page[Item]]:
    """The pages of a list; one of an empty list."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        shown = items[(number - 1) * size : number * size]
        yield Page(stem, number, last, len(items), shown)
