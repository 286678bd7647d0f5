"""How far pages are moved away from the spine, for a book as thick as it has become.

The pages are laid out before anybody knows how many there are, and another margin would give other
lines and another number. So what the printer asks for beyond the margin of the theme is taken from
the outer margin, by cutting the finished pages elsewhere: lines, pages and their number stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium

from publish.model.printer import Interior

_SAMPLE = 24  # pages that are measured, evenly spread: the margin of the theme is that of most
_STEP = 0.1  # points
_OVERHANG = 1.5  # points by which letters of some pages stick out of the type area


def move_from_spine(screen: Path, asked: Interior, *, rtl: bool) -> float:
    """The points by which each page of a finished PDF is moved away from the spine.

    No more than the outer margin has beyond what the printer asks for there.
    """
    with pdfium.PdfDocument(screen) as document:
        margins = list(_margins(document, rtl=rtl))
        wanted = asked.inner_margin(asked.page_count(len(document)))
    if not margins:
        return 0.0
    inner, outer = (median(sides) for sides in zip(*margins, strict=True))
    missing = ceil((wanted + _OVERHANG - inner) / _STEP)
    room = int((outer - asked.safety) / _STEP)
    return round(float(max(min(missing, room), 0)) * _STEP, 1)


def _margins(document: pdfium.PdfDocument, *, rtl: bool) -> Iterator[tuple[float, float]]:
    """The distance of what is on a page from the spine, and from the edge before it."""
    for index in range(0, len(document), max(len(document) // _SAMPLE, 1)):
        page = document[index]
        left, _, right, _ = page.get_trimbox()
        edges = [each.get_bounds() for each in page.get_objects(max_depth=1)]
        # What is wider than the page, as a background, has no margin.
        on_page = [edge for edge in edges if left < edge[0] < edge[2] < right]
        if on_page:
            at_left = min(edge[0] for edge in on_page) - left
            at_right = right - max(edge[2] for edge in on_page)
            yield (at_left, at_right) if (index % 2 == 1) is rtl else (at_right, at_left)
