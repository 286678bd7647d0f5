"""Where each piece of a book begins: on the page that the pieces before it leave, a recto in print.

A piece that is not laid out yet is reckoned from its signs. What is reckoned is never printed; it
only tells with how many figures a page number will be written, and how sure that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from publish.model.book import Sides
from publish.outputs.pdf.document.pieces import Copy
from publish.outputs.pdf.exchange.object_file import Piece
from publish.outputs.pdf.exchange.page_numbers import PageNumbers

_SIGNS = 1700  # on a page with headings and tables, until the first long pieces tell better
_MANY = 5  # pages
_DOUBT = 0.2  # how far off the reckoning of a page count may be


def unlaid(copies: Sequence[Copy], sides: Sides) -> Pagination:
    """The pages of a book of which nothing is laid out."""
    homes = {name: each for each in reversed(copies) for name in each.offsets}
    return Pagination(copies, {}, homes, sides)


@dataclass(frozen=True)
class Pagination:
    """The pieces in the order of the book, with those that are laid out; `homes` hold the anchors.

    There is another after each piece, and little of it is asked for.
    """

    copies: Sequence[Copy]
    pieces: Mapping[Copy, Piece]
    homes: Mapping[str, Copy]
    sides: Sides

    def with_piece(self, copy: Copy, piece: Piece) -> Pagination:
        """The pages once that piece is laid out."""
        return replace(self, pieces={**self.pieces, copy: piece})

    @cached_property
    def _signs(self) -> float:
        """Signs on a page of this book; what has few pages has many that are not full."""
        known = [copy for copy, piece in self.pieces.items() if len(piece.pages) >= _MANY]
        pages = sum(len(self.pieces[copy].pages) for copy in known)
        return sum(copy.length for copy in known) / pages if pages else _SIGNS

    def pages_of(self, copy: Copy) -> int:
        """How many pages a piece has, or may have."""
        piece = self.pieces.get(copy)
        return len(piece.pages) if piece else max(1, ceil(copy.length / self._signs))

    @cached_property
    def starts(self) -> dict[Copy, int]:
        """The index of the first page of each piece, which begins a leaf."""
        starts: dict[Copy, int] = {}
        at = 0
        for copy in self.copies:
            starts[copy] = at
            at += self.pages_of(copy)
            at += -at % self.sides.pages_per_leaf
        return starts

    @property
    def count(self) -> int:
        """How many pages the book has; no blank stands behind the last."""
        last = self.copies[-1]
        return self.starts[last] + self.pages_of(last)

    @cached_property
    def front(self) -> int:
        """How many pages bear roman folios, the blank before the body included."""
        body = (self.starts[copy] for copy in self.copies if not copy.front)
        return next(body, self.count)

    @cached_property
    def pages(self) -> PageNumbers:
        """On which page each anchor stands, or may stand."""
        return PageNumbers(_Places(self), self.front)

    def page_of(self, anchor: str) -> int | None:
        """That page; None for an anchor that stands nowhere."""
        home = self.homes.get(anchor)
        if home is None:
            return None
        piece = self.pieces.get(home)
        if piece is None:
            return self.starts[home] + int(home.offsets[anchor] / self._signs)
        laid = piece.anchors.get(anchor)
        return None if laid is None else self.starts[home] + laid.page

    @cached_property
    def _doubts(self) -> dict[Copy, float]:
        """How many pages each piece may begin or end away from where it is reckoned."""
        doubts: dict[Copy, float] = {}
        doubt = 0.0
        for copy in self.copies:
            if not copy.front:
                doubt += 0 if copy in self.pieces else 1 + _DOUBT * self.pages_of(copy)
                doubts[copy] = doubt
        return doubts

    def is_sure(self, target: str) -> bool:
        """Whether the page of an anchor has as many figures as is reckoned, whatever comes."""
        home = self.homes.get(target)
        page = self.page_of(target)
        if home is None or page is None or home.front:
            return home is None or all(copy in self.pieces for copy in self.copies if copy.front)
        doubt = ceil(self._doubts[home])
        folio = page - self.front + 1
        return len(str(max(folio - doubt, 1))) == len(str(folio + doubt))


class _Places(Mapping[str, int]):
    """The page of each anchor, looked up when it is asked for."""

    def __init__(self, pagination: Pagination) -> None:
        self._pagination = pagination

    def __getitem__(self, anchor: str) -> int:
        page = self._pagination.page_of(anchor)
        if page is None:
            raise KeyError(anchor)
        return page

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._pagination.homes if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
