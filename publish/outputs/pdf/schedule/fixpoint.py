"""Lays the pieces of a book out until every page number in them is right.

A piece depends on the others only in how many figures the page numbers have that it refers to, and
contents and index in the numbers themselves. So pieces whose figures are sure come first, then the
others, and those that tell numbers last. Mostly each is laid out once.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from publish.errors import LayoutError
from publish.model.book import Sides
from publish.outputs.pdf.document.pieces import Copy, Figures
from publish.outputs.pdf.exchange.object_file import Piece
from publish.outputs.pdf.schedule.pagination import Pagination, unlaid

_MOST = 40  # layouts of one piece
_PATIENCE = 20  # of them, after which a page number keeps the room that it once needed
_GUESSED = 2  # pieces that are begun on a guess, since most machines do two at a time


class Layouts(Protocol):
    """Where pieces are laid out, several at a time."""

    def begin(self, copy: Copy, document: bytes) -> None:
        """Have a document laid out."""
        ...

    def take(self, copy: Copy) -> Piece:
        """The piece that a copy became, as soon as it is there."""
        ...


def settle(copies: Sequence[Copy], layouts: Layouts, sides: Sides = Sides.TWO) -> Pagination:
    """All pieces, laid out with page numbers as wide as they are printed.

    Pieces are looked at in the order in which they were begun, however soon others are there. So
    what is done next depends on the copies alone, and not on clocks or on what was laid out
    before: a book built anew and one built after a change have the same pages. Raises `LayoutError`
    when numbers do not settle.
    """
    schedule = _Schedule(copies, sides)
    schedule.begin_ready(layouts)
    while schedule.begun:
        schedule.add(layouts.take(schedule.begun[0]))
        schedule.begin_ready(layouts)
    return schedule.pagination


class _Schedule:
    """What is laid out, what is being laid out, and what is to be next."""

    def __init__(self, copies: Sequence[Copy], sides: Sides) -> None:
        self.begun: deque[Copy] = deque()
        self.pagination = unlaid(copies, sides)
        self._copies = copies
        self._made: dict[Copy, Figures | bytes] = {}  # by what a copy was last laid out with
        self._widest: dict[str, int] = {}
        self._layouts = Counter[Copy]()

    def add(self, piece: Piece) -> None:
        """Take the piece of the copy that was begun first."""
        copy = self.begun.popleft()
        self.pagination = self.pagination.with_piece(copy, piece)

    def begin_ready(self, layouts: Layouts) -> None:
        """Have that laid out which can be now."""
        for copy, document in self._ready():
            layouts.begin(copy, document)

    def _ready(self) -> list[tuple[Copy, bytes]]:
        """What to begin now, the longest first: the pieces that are sure.

        Where nothing more is sure, the first of the book that are not, which make the others surer.
        What is laid out is looked at again when all is there, and those that tell numbers then.
        """
        new = [copy for copy in self._copies if not copy.literal and copy not in self._made]
        chosen = _longest_first(filter(self._is_sure, new))
        chosen = chosen or new[: max(_GUESSED - len(self.begun), 0)]
        if not (chosen or self.begun):
            chosen = _longest_first(copy for copy in self._made if self._is_stale(copy))
        if chosen or self.begun:
            return [(copy, self._begin(copy, self._figures(copy))) for copy in chosen]
        return self._tellers()

    def _tellers(self) -> list[tuple[Copy, bytes]]:
        """The contents, lists and index whose numbers are others than they were laid out with."""
        pages = self.pagination.pages
        wanted = {copy: copy.told(pages) for copy in self._copies if copy.literal}
        fresh = {copy: text for copy, text in wanted.items() if self._made.get(copy) != text}
        return [(copy, self._begin(copy, text)) for copy, text in fresh.items()]

    def _is_stale(self, copy: Copy) -> bool:
        return not copy.literal and self._made[copy] != self._figures(copy)

    def _is_sure(self, copy: Copy) -> bool:
        return all(self.pagination.is_sure(reference.target) for reference in copy.references)

    def _figures(self, copy: Copy) -> Figures:
        return copy.figures(self.pagination.pages, self._widest)

    def _begin(self, copy: Copy, wanted: Figures | bytes) -> bytes:
        self._layouts[copy] += 1
        if self._layouts[copy] > _MOST:
            message = "the page numbers of the book do not settle"
            raise LayoutError(message, hint="reword the last change")
        if self._layouts[copy] > _PATIENCE:
            # Two solutions take turns where a number grows because it is narrow: keep the wide one.
            self._widen()
        self._made[copy] = wanted
        self.begun.append(copy)
        return wanted if isinstance(wanted, bytes) else copy.filled(wanted)

    def _widen(self) -> None:
        pages = self.pagination.pages
        for copy in self._copies:
            for target, figures in copy.figures(pages, self._widest):
                if figures.startswith("0"):
                    self._widest[target] = len(figures)


def _longest_first(copies: Iterable[Copy]) -> list[Copy]:
    return sorted(copies, key=lambda copy: -copy.length)
