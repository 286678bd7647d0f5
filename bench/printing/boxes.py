"""Boxes and marks of the pages of a finished interior, measured from the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from publish.model.printer import BleedSides, Printer

Box = tuple[float, float, float, float]
_BETWEEN_MARKS = 2.1 * 72 / 25.4  # points from the trim


def worst_box(file: Path, printer: Printer, trim: tuple[float, float]) -> float:
    """By how many points a box of any page differs from what it should be at most."""
    asked, worst = printer.interior, 0.0
    with pikepdf.open(file) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            cut, bleed, sheet = (_box(page.obj[f"/{name}Box"]) for name in _NAMES)
            worst = max(worst, abs(cut[2] - cut[0] - trim[0]), abs(cut[3] - cut[1] - trim[1]))
            inner = 0.0 if asked.bleeds_at is BleedSides.OUTER else asked.bleed
            left, right = (inner, asked.bleed) if number % 2 else (asked.bleed, inner)
            ideal = (cut[0] - left, cut[1] - asked.bleed, cut[2] + right, cut[3] + asked.bleed)
            worst = max([worst, *(abs(a - b) for a, b in zip(bleed, ideal, strict=True))])
            room = 24.0 if asked.marks else 0.0
            around = (bleed[0] - room, bleed[1] - room, bleed[2] + room, bleed[3] + room)
            worst = max([worst, *(abs(a - b) for a, b in zip(sheet, around, strict=True))])
    return worst


_NAMES = ("Trim", "Bleed", "Media")


def _box(values: pikepdf.Object) -> Box:
    left, below, right, above = map(float, values)
    return left, below, right, above


def nearest_mark(file: Path) -> tuple[float, int]:
    """How near in points a mark is to the trim, and how many marks reach into the bleed."""
    nearest, inside = 1000.0, 0
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            cut, bleed = _box(page.obj["/TrimBox"]), _box(page.obj["/BleedBox"])
            for x, y in _points_of_marks(page):
                nearest = min(nearest, _away(x, y, cut))
                inside += _away(x, y, bleed) < 0
    return nearest, inside


def keeps_distance(nearest: float) -> bool:
    """Whether marks are so far from the trim that no cut leaves them."""
    return nearest >= _BETWEEN_MARKS


def _points_of_marks(page: pikepdf.Page) -> Iterator[tuple[float, float]]:
    """The points of all lines and curves in the forms that are drawn on every plate."""
    for form in page.obj["/Resources"].get("/XObject", pikepdf.Dictionary()).values():
        if is_of_marks(form):
            for part in pikepdf.parse_content_stream(form, "m l c"):
                if str(part.operator) in {"m", "l", "c"}:
                    numbers = list(map(float, part.operands))
                    yield from zip(numbers[::2], numbers[1::2], strict=True)


def is_of_marks(form: pikepdf.Object) -> bool:
    """Whether a form draws on every plate, as marks alone do."""
    resources = form.get("/Resources", pikepdf.Dictionary())
    return "/All" in resources.get("/ColorSpace", pikepdf.Dictionary())


def _away(x: float, y: float, box: Box) -> float:
    """How far a point is outside a box; negative inside."""
    return max(box[0] - x, x - box[2], box[1] - y, y - box[3])
