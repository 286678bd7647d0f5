"""Lays the pieces of a book out until every page number in them is right.

A piece depends on the others only in the number of digits of the page numbers that it refers to;
contents and index depend on the numbers themselves. So pieces whose digits are certain come first,
then the others, and those that need final numbers last. Mostly each is laid out once.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from publish.errors import LayoutError
from publish.model.book import Sides
from publish.outputs.pdf.document.piece_source import PieceSource, ReservedNumbers
from publish.outputs.pdf.exchange.object_file import PieceHead
from publish.outputs.pdf.schedule.pagination import Pagination, initial_pagination

_MAX_LAYOUTS = 40  # of one piece
_LAYOUTS_UNTIL_FIXED_WIDTH = 20  # after which a page number keeps the room that it once needed
_MAX_GUESSES = 2  # pieces in progress whose digits are a guess; most machines lay out two at a time


class Layouts(Protocol):
    """A queue of layouts, several of which run at a time."""

    def submit(self, source: PieceSource, document: bytes) -> None:
        """Have a document laid out."""
        ...

    def result(self, source: PieceSource) -> PieceHead:
        """The head of the finished piece; waits for it."""
        ...


def settle_page_numbers(
    sources: Sequence[PieceSource], layouts: Layouts, sides: Sides = Sides.TWO
) -> Pagination:
    """All pieces, laid out with page numbers as wide as they are printed.

    Results are taken in the order of submission, whichever is finished first. So the next step
    depends on the sources alone, and not on the clock or on earlier layouts: a clean build and one
    after a change have the same pages. Raises `LayoutError` when the numbers do not settle.
    """
    schedule = _Schedule(sources, sides)
    schedule.submit_ready(layouts)
    while schedule.in_progress:
        schedule.add(layouts.result(schedule.in_progress[0]))
        schedule.submit_ready(layouts)
    return schedule.pagination


class _Schedule:
    """Which pieces are laid out, in progress, and next."""

    def __init__(self, sources: Sequence[PieceSource], sides: Sides) -> None:
        self.in_progress: deque[PieceSource] = deque()
        self.pagination = initial_pagination(sources, sides)
        self._sources = sources
        # What each was last laid out with: its reserved numbers, or the document with final ones.
        self._submitted: dict[PieceSource, ReservedNumbers | bytes] = {}
        self._widest: dict[str, int] = {}
        self._doubtful: dict[PieceSource, str] = {}  # a page number whose digits were not certain
        self._layouts = Counter[PieceSource]()

    def add(self, piece: PieceHead) -> None:
        """Take the piece that was submitted first."""
        source = self.in_progress.popleft()
        self.pagination = self.pagination.with_piece(source, piece)

    def submit_ready(self, layouts: Layouts) -> None:
        """Have everything laid out that can be now."""
        for source, document in self._ready():
            layouts.submit(source, document)

    def _ready(self) -> list[tuple[PieceSource, bytes]]:
        """The pieces to submit now, the longest first: those whose digits are certain.

        If there are none, the first piece whose digits are not certain: its pages make those of
        others certain. Finished pieces are checked again when all are, and then those that need
        final numbers.
        """
        new = [s for s in self._sources if not s.needs_final_numbers and s not in self._submitted]
        chosen = _longest_first(filter(self._is_certain, new))
        chosen = chosen or new[: max(_MAX_GUESSES - len(self.in_progress), 0)]
        if not (chosen or self.in_progress):
            chosen = _longest_first(source for source in self._submitted if self._is_stale(source))
        if chosen or self.in_progress:
            return [(source, self._begin(source, self._reserved(source))) for source in chosen]
        return self._with_final_numbers()

    def _with_final_numbers(self) -> list[tuple[PieceSource, bytes]]:
        """The contents, lists and index whose numbers have changed since their last layout."""
        pages = self.pagination.page_numbers
        documents = {
            s: s.render_with_numbers(pages) for s in self._sources if s.needs_final_numbers
        }
        changed = {s: text for s, text in documents.items() if self._submitted.get(s) != text}
        return [(source, self._begin(source, text)) for source, text in changed.items()]

    def _is_stale(self, source: PieceSource) -> bool:
        if source.needs_final_numbers:
            return False
        return self._submitted[source] != self._reserved(source)

    def _is_certain(self, source: PieceSource) -> bool:
        is_certain = self.pagination.digit_count_is_certain
        if (doubtful := self._doubtful.get(source)) is not None and not is_certain(doubtful):
            return False
        first = next((target for target in source.targets if not is_certain(target)), None)
        if first is not None:
            self._doubtful[source] = first
        return first is None

    def _reserved(self, source: PieceSource) -> ReservedNumbers:
        return source.reserved_numbers(self.pagination.page_numbers, self._widest)

    def _begin(self, source: PieceSource, numbers: ReservedNumbers | bytes) -> bytes:
        self._layouts[source] += 1
        if self._layouts[source] > _MAX_LAYOUTS:
            message = "the page numbers of the book do not settle"
            raise LayoutError(message, hint="reword the text that you changed last")
        if self._layouts[source] > _LAYOUTS_UNTIL_FIXED_WIDTH:
            # Two solutions alternate where a number grows because it is narrow: keep the wide one.
            self._keep_widest()
        self._submitted[source] = numbers
        self.in_progress.append(source)
        return numbers if isinstance(numbers, bytes) else source.render_with_reserved(numbers)

    def _keep_widest(self) -> None:
        for source in self._sources:
            for target, digits in self._reserved(source):
                if digits.startswith("0"):
                    self._widest[target] = len(digits)


def _longest_first(sources: Iterable[PieceSource]) -> list[PieceSource]:
    return sorted(sources, key=lambda source: -source.text_length)
