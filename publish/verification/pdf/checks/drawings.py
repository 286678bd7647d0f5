"""Pictures and formulas: each shows something, inside the type area."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.runs import Box
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.pdf.type_area import TypeArea

_LEAST = 0.3  # points that the longer side of a drawing has
_SPACES = re.compile(r"\\(?:q?quad|[hv]?phantom\{[^{}]*\}|[,;:! ])|[~{}\s]")
_NEAR = 4.0  # points that lines and curves may swing out


def check_drawings(finished: FinishedPdf) -> Iterator[Difference]:
    """Every drawing that has a text alternative."""
    type_area = finished.memo(TypeArea)
    for element in finished.elements:
        if element.role in ("Figure", "Formula") and element.alternative:
            yield from _check(finished, type_area, element)


def _check(
    finished: FinishedPdf, type_area: TypeArea, element: StructureElement
) -> Iterator[Difference]:
    parts = list(element.content())  # without any, the check of pictures or formulas reports it
    boxes = [(part.page, finished.pages[part.page].drawn.get(part.mcid)) for part in parts]
    shown = [(page, box) for page, box in boxes if box is not None and _is_visible(box)]
    is_blank = element.role == "Formula" and not _SPACES.sub("", element.alternative)
    if parts and not (shown or is_blank or any(part.passage for part in parts)):
        subject = f"{quoted(element.alternative)} on page {parts[0].page + 1} of the file"
        yield Difference(Code.PLACE, "drawings", subject, "drawing", "lines", "nothing")
    for page, box in shown:
        if (outside := type_area.outside(page, box)) > _NEAR:
            subject = f"{quoted(element.alternative)} on page {page + 1} of the file"
            values = "in the type area", f"{outside:.0f} points outside"
            yield Difference(Code.PLACE, "drawings", subject, "place", *values)


def _is_visible(box: Box) -> bool:
    left, bottom, right, top = box
    return max(right - left, top - bottom) > _LEAST
