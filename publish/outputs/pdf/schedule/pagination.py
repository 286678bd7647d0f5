"""The first page of each piece: the page after the piece before it, in print a recto.

The length of a piece that is not laid out yet is estimated from its characters. Estimates are never
printed; they only give the number of digits of a page number, and how certain that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from publish.model.book import Sides
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import PieceHead
from publish.outputs.pdf.exchange.page_numbers import PageNumbers

_CHARACTERS = 1700  # on a page with headings and tables, until long pieces are laid out
_LONG = 5  # pages
_ERROR = 0.2  # how far off the estimate of a page count may be, as a share of it


def initial_pagination(sources: Sequence[PieceSource], sides: Sides) -> Pagination:
    """The pages of a book of which nothing is laid out."""
    homes = {name: source for source in reversed(sources) for name in source.anchor_offsets}
    return Pagination(sources, {}, homes, sides)


@dataclass(frozen=True)
class Pagination:
    """The pieces in the order of the book, with those that are laid out.

    `homes` are the pieces by the anchors in them. There is a new pagination after each piece; most
    of its properties are never computed.
    """

    sources: Sequence[PieceSource]
    pieces: Mapping[PieceSource, PieceHead]
    homes: Mapping[str, PieceSource]
    sides: Sides

    def with_piece(self, source: PieceSource, piece: PieceHead) -> Pagination:
        """The pagination once that piece is laid out."""
        return replace(self, pieces={**self.pieces, source: piece})

    @property
    def pieces_in_order(self) -> list[PieceHead]:
        """All pieces, once they are laid out."""
        return [self.pieces[source] for source in self.sources]

    @cached_property
    def _characters_per_page(self) -> float:
        """The mean over the long pieces; in short ones many pages are not full."""
        long = [source for source, piece in self.pieces.items() if len(piece.pages) >= _LONG]
        pages = sum(len(self.pieces[source].pages) for source in long)
        return sum(source.text_length for source in long) / pages if pages else _CHARACTERS

    def page_count_of(self, source: PieceSource) -> int:
        """The number of pages of a piece, counted or estimated."""
        piece = self.pieces.get(source)
        return (
            len(piece.pages)
            if piece
            else max(1, ceil(source.text_length / self._characters_per_page))
        )

    @cached_property
    def first_pages(self) -> dict[PieceSource, int]:
        """The index of the first page of each piece, which begins a leaf."""
        first_pages: dict[PieceSource, int] = {}
        page = 0
        for source in self.sources:
            first_pages[source] = page
            page += self.page_count_of(source)
            page += -page % self.sides.pages_per_leaf
        return first_pages

    @property
    def page_count(self) -> int:
        """The number of pages of the book; no blank page follows the last."""
        last = self.sources[-1]
        return self.first_pages[last] + self.page_count_of(last)

    @cached_property
    def front_pages(self) -> int:
        """The number of pages with roman folios, with the blank page before the body."""
        body = (self.first_pages[source] for source in self.sources if not source.front)
        return next(body, self.page_count)

    @property
    def page_numbers(self) -> PageNumbers:
        """The page of each anchor, known or estimated; not stored, since it refers to this, and a
        cycle would keep the trees of all pieces."""
        return PageNumbers(_AnchorPages(self), self.front_pages)

    def page_of(self, anchor: str) -> int | None:
        """The page of an anchor; None for one that is on no page."""
        home = self.homes.get(anchor)
        if home is None:
            return None
        piece = self.pieces.get(home)
        if piece is None:
            pages_before = int(home.anchor_offsets[anchor] / self._characters_per_page)
            return self.first_pages[home] + pages_before
        position = piece.anchors.get(anchor)
        return None if position is None else self.first_pages[home] + position.page

    @cached_property
    def _uncertainty(self) -> dict[PieceSource, float]:
        """How many pages each piece of the body may begin or end before or after its estimate."""
        uncertainty: dict[PieceSource, float] = {}
        total = 0.0
        for source in self.sources:
            if not source.front:
                total += 0 if source in self.pieces else 1 + _ERROR * self.page_count_of(source)
                uncertainty[source] = total
        return uncertainty

    def digit_count_is_certain(self, target: str) -> bool:
        """Whether the page number of an anchor will have the number of digits of its estimate."""
        home = self.homes.get(target)
        page = self.page_of(target)
        if home is None or page is None or home.front:
            return home is None or all(each in self.pieces for each in self.sources if each.front)
        error = ceil(self._uncertainty[home])
        folio = page - self.front_pages + 1
        return len(str(max(folio - error, 1))) == len(str(folio + error))


class _AnchorPages(Mapping[str, int]):
    """The page of each anchor, computed on demand."""

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
