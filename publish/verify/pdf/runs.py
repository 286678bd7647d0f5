"""The text of one page with its places. Lengths are points from the page's left and foot."""

from __future__ import annotations

import msgspec


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of text in one line, with the edges of the box around it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Page(msgspec.Struct, array_like=True):
    """One page: its text by number of marked content, its head line and foot line.

    `spelled` is the text by number again, as a program reads it that sees no places.
    """

    marked: dict[int, list[Run]] = msgspec.field(default_factory=dict)
    head: list[Run] = msgspec.field(default_factory=list)
    foot: list[Run] = msgspec.field(default_factory=list)
    spelled: dict[int, str] = msgspec.field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether no text of the book stands on it."""
        return not self.marked
