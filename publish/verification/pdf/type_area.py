"""The area of each page that its text may fill, as the style sheets of the edition promise it.

They do not say how much the binding of a thick book hides, which moves the text outwards by some
points: by as many as most pages are moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from math import inf

from publish.model.book import Sides
from publish.verification.difference import Code, Difference
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import is_recto
from publish.verification.pdf.reader.runs import Box
from publish.verification.pdf.style.pages import LEFT, RIGHT

_NEAR = 1.0  # points by which the size of a sheet may differ
_WIDE = 9.0  # points outside the type area that a space at the end of a line may take
_MOST = 24  # points that a binding may hide
_THICK = 80  # pages: no thinner book allows for its binding
_SURFACE = "type area"


class TypeArea:
    """The type area of the pages of one file."""

    def __init__(self, finished: FinishedPdf) -> None:
        self._finished = finished
        self._promised = finished.promised_pages
        self._areas: dict[int, list[Box]] = {}
        self._areas_on = cache(self._find_areas)

    @property
    def is_known(self) -> bool:
        """Whether pages have one."""
        return not self._promised.unclear

    def outside(self, page: int, box: Box) -> float:
        """How many points something on a page is outside its type area; 0 where there is none."""
        return _outside(self.areas(page), box)

    def beside(self, page: int, box: Box) -> float:
        """How many points something on a page is outside its type area at a side of it."""
        columns = ((left, -inf, right, inf) for left, _, right, _ in self.areas(page))
        return _outside(columns, box)

    def areas(self, page: int) -> list[Box]:
        """The areas that a page may have, by its side and size."""
        if page not in self._areas:
            self._areas[page] = self._areas_of(page, self._binding) if self.is_known else []
        return self._areas[page]

    def _areas_of(self, page: int, binding: int) -> list[Box]:
        sides = (LEFT, RIGHT) if self._is_single else (self._side(page),)
        return self._areas_on(self.sheets[page], sides, binding)

    @cached_property
    def sheets(self) -> list[Box]:
        """The trimmed sheet of each page."""
        return [page.sheet for page in self._finished.entries.pages]

    def _find_areas(self, sheet: Box, sides: tuple[str, ...], binding: int) -> list[Box]:
        left, bottom, right, top = sheet
        return [
            (left + each.area[0], bottom + each.area[1], left + each.area[2], bottom + each.area[3])
            for each in self._promised.bound(binding)
            if each.side in sides
            and abs(each.width - (right - left)) <= _NEAR
            and abs(each.height - (top - bottom)) <= _NEAR
        ]

    @property
    def _is_single(self) -> bool:
        return self._finished.edition.sides is Sides.ONE

    def _side(self, page: int) -> str:
        """On which side of an open book a page is."""
        opens_right = is_recto(self._finished, page) is (self._finished.book.direction != "rtl")
        return RIGHT if opens_right else LEFT

    @cached_property
    def _binding(self) -> int:
        """The points by which the text of most pages begins further from the spine; 0 if more pages
        would be outside then."""
        if self._is_single or len(self._finished.pages) < _THICK:
            return 0
        moved = Counter(self._moves())
        binding = max(range(_MOST + 1), key=lambda points: moved[points])
        return binding if self._pages_outside(binding) <= self._pages_outside(0) else 0

    def _moves(self) -> Iterator[int]:
        """How far the text of each page is from where it would begin in a thin book."""
        for page, text in enumerate(self._finished.pages):
            if text.text_box and (areas := self._areas_of(page, 0)):
                move = round(text.text_box[0] - areas[0][0])
                yield move if self._side(page) == RIGHT else -move

    def _pages_outside(self, binding: int) -> int:
        return sum(
            _outside(self._areas_of(page, binding), text.text_box) > _WIDE
            for page, text in enumerate(self._finished.pages)
            if text.text_box
        )


def unknown_areas(finished: FinishedPdf) -> Iterator[Difference]:
    """What is not verified, if the style sheets leave open where text may be."""
    if reason := finished.promised_pages.unclear:
        fact = f"only that all text is on the sheet is verified, because of {reason}"
        yield Difference(Code.UNKNOWN, _SURFACE, "it is not known", fact, "", "")


def _outside(areas: Iterable[Box], box: Box) -> float:
    """How many points a box reaches out of that area which holds the most of it."""
    left, bottom, right, top = box
    return min(
        (
            max(area[0] - left, area[1] - bottom, right - area[2], top - area[3], 0)
            for area in areas
        ),
        default=0,
    )
