"""Pictures with few pixels for the size at which they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from publish.proofing.evidence import Evidence
from publish.proofing.facts import Area, Finding, PictureRow, Weight

_INCH = 72  # points
_GOOD, _POOR = 220, 150  # pixels for an inch: what printers ask for, and what is seen as coarse


def find_coarse_pictures(evidence: Evidence) -> Iterator[Finding]:
    """The pictures with less than 220 pixels for an inch of the paper."""
    for row in picture_rows(evidence):
        if row.ppi < _GOOD:
            width, height = row.pixels
            yield Finding(
                kind="coarse-picture",
                weight=Weight.SERIOUS if row.ppi < _POOR else Weight.NOTABLE,
                message=f"{row.ppi} pixels for an inch",
                reason=f"{width} × {height} pixels are printed {_size(row.area)}",
                words=row.words,
                page=row.page,
                area=row.area,
                section=row.section,
                location=row.location,
                amount=_GOOD - row.ppi,
            )


def picture_rows(evidence: Evidence) -> Iterator[PictureRow]:
    """All pictures in pixels that belong to the text, in the order of the pages."""
    words = dict(_alternatives(evidence))
    for page in evidence.layout.pages:
        for each in page.printed.pictures:
            block = evidence.layout.blocks.get((page.number, each.mcid))
            if block is None or not (each.width and each.height):
                continue
            alternative = words.get((page.number, each.mcid), "")
            wide, high = each.pixels
            ppi = min(wide / each.width, high / each.height) * _INCH
            yield PictureRow(
                page=page.number,
                area=Area(each.left, each.top, each.left + each.width, each.top + each.height),
                pixels=each.pixels,
                ppi=round(ppi),
                section=block.section,
                location=evidence.places.picture(block.section, alternative),
                words=alternative,
            )


def _alternatives(evidence: Evidence) -> Iterator[tuple[tuple[int, int], str]]:
    """The alternative text of each figure by page and MCID."""
    for element in evidence.elements("Figure"):
        for part in element.content():
            yield (part.page, part.mcid), element.alternative


def _size(area: Area) -> str:
    wide, high = ((area.right - area.left), (area.bottom - area.top))
    millimetres = (round(side / _INCH * 25.4) for side in (wide, high))
    return " × ".join(f"{side} mm" for side in millimetres)
