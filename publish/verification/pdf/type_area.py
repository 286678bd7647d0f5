"""The area of each page that its text may fill, as the classic theme promises it.

Only the trim says where it is, and the binding of a thick book, which moves it outwards by one of a
few steps: by that at which the text of most pages begins. Another theme, or a book with a style
sheet of its own, may set text anywhere; there is no area then.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from publish.model.book import Sides
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import is_recto
from publish.verification.pdf.reader.runs import Box

# The width and height of a sheet and of the text on it, in the largest of the scripts.
SHEETS = {
    "6x9in": (432, 648, 309, 496),
    "A5": (419.53, 595.28, 295, 442.5),
    "A4": (595.28, 841.89, 348, 648),
}
_INNER = 2 / 5  # of what is beside the text
_FOOT = 3.6 / 6.2  # of what is above and below it
_STEPS = (0, 4, 8, 12, 14)  # points that the binding hides
_THICK = 100  # pages: no book with fewer has words enough for a step


class TypeArea:
    """The type area of the pages of one file."""

    def __init__(self, finished: FinishedPdf) -> None:
        self._finished = finished
        edition = finished.edition
        is_known = edition.theme == "classic" and "pdf.css" not in edition.style_sheets
        self._sheet = SHEETS.get(edition.trim) if is_known else None

    @property
    def is_known(self) -> bool:
        """Whether pages have one."""
        return self._sheet is not None

    def of(self, page: int) -> Box | None:
        """That of one page (from 0)."""
        if self._sheet is None:
            return None
        _, height, measure, depth = self._sheet
        foot = (height - depth) * _FOOT
        binding = self._binding if self._opens_right(page) else -self._binding
        left = self._inner_left(page) + binding
        return left, foot, left + measure, foot + depth

    def outside(self, page: int, box: Box) -> float:
        """How many points something on a page is outside its type area; 0 where there is none."""
        if (area := self.of(page)) is None:
            return 0
        left, bottom, right, top = box
        return max(area[0] - left, area[1] - bottom, right - area[2], top - area[3], 0)

    def _inner_left(self, page: int) -> float:
        """Where the text of a page begins in a thin book."""
        width, _, measure, _ = self._sheet or SHEETS["6x9in"]
        if self._finished.edition.sides is Sides.ONE:
            return (width - measure) / 2
        return (width - measure) * (_INNER if self._opens_right(page) else 1 - _INNER)

    def _opens_right(self, page: int) -> bool:
        """Whether a page has its spine at the left."""
        return is_recto(self._finished, page) is (self._finished.book.direction != "rtl")

    @cached_property
    def _binding(self) -> float:
        """The step at which the text of most pages begins that have the spine at the left."""
        pages = self._finished.pages
        if self._finished.edition.sides is Sides.ONE or len(pages) < _THICK:
            return 0
        begun = Counter(
            round(page.text_box[0] - self._inner_left(number))
            for number, page in enumerate(pages)
            if page.text_box is not None and self._opens_right(number)
        )
        return max(_STEPS, key=lambda step: begun[step])
