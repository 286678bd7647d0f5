"""How far pages are moved away from the spine, for a book as thick as it has become.

The pages are laid out before anybody knows how many there are, and another margin would give other
lines and another number. So what the printer asks for beyond the margin of the theme is taken from
the outer margin, by cutting the finished pages elsewhere: lines, pages and their number stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from math import ceil
from pathlib import Path
from statistics import median

import msgspec
import pikepdf
import pypdfium2 as pdfium

from publish.cache import Cache, Memo
from publish.cache.pdf_objects import ObjectDigests
from publish.model.printer import Interior

_SAMPLE = 24  # pages that are measured, evenly spread: the margin of the theme is that of most
_STEP = 0.1  # points
_OVERHANG = 1.5  # points by which letters of some pages stick out of the type area
# What a page has that refers to other pages, and shows nothing.
_NOT_SHOWN = ("/Parent", "/Annots", "/StructParents", "/Tabs")


class _PageInputs(msgspec.Struct, frozen=True):
    page: str


# The distance of what is on a page from its left and its right edge; empty for a blank page.
_MARGINS = Memo("page-margins", _PageInputs, list[float])


def move_from_spine(
    screen: Path, pages: pikepdf.Pdf, asked: Interior, cache: Cache, *, rtl: bool
) -> float:
    """The points by which each page of a finished PDF, opened as `pages`, is moved from the spine.

    No more than the outer margin has beyond what the printer asks for there.
    """
    with ExitStack() as stack:
        margins = list(_Margins(screen, pages, cache, stack).of_sample(rtl=rtl))
    if not margins:
        return 0.0
    wanted = asked.inner_margin(asked.page_count(len(pages.pages)))
    inner, outer = (median(sides) for sides in zip(*margins, strict=True))
    missing = ceil((wanted + _OVERHANG - inner) / _STEP)
    room = int((outer - asked.safety) / _STEP)
    return round(float(max(min(missing, room), 0)) * _STEP, 1)


class _Margins:
    """The margins of the pages of a file, which is read where the cache does not know them."""

    def __init__(self, file: Path, pages: pikepdf.Pdf, cache: Cache, stack: ExitStack) -> None:
        self._file, self._pages, self._cache, self._stack = file, list(pages.pages), cache, stack
        self._digests = ObjectDigests(pages)
        self._document: pdfium.PdfDocument | None = None

    def of_sample(self, *, rtl: bool) -> Iterator[tuple[float, float]]:
        """The distance of what is on a page from the spine, and from the edge before it."""
        count = len(self._pages)
        for number in range(0, count, max(count // _SAMPLE, 1)):
            if margins := self._of(number):
                at_left, at_right = margins
                yield (at_left, at_right) if (number % 2 == 1) is rtl else (at_right, at_left)

    def _of(self, number: int) -> list[float]:
        if self._cache.folder is None:
            return self._measured(number)
        page = self._digests.page(self._pages[number], _NOT_SHOWN)
        if not page:
            return self._measured(number)
        return _MARGINS.get(self._cache, _PageInputs(page), lambda: self._measured(number))

    def _measured(self, number: int) -> list[float]:
        if self._document is None:
            self._document = self._stack.enter_context(pdfium.PdfDocument(self._file))
        page = self._document[number]
        left, _, right, _ = page.get_trimbox()
        edges = [each.get_bounds() for each in page.get_objects(max_depth=1)]
        # What is wider than the page, as a background, has no margin.
        on_page = [edge for edge in edges if left < edge[0] < edge[2] < right]
        if not on_page:
            return []
        return [min(edge[0] for edge in on_page) - left, right - max(edge[2] for edge in on_page)]
