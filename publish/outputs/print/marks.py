"""Crop, fold and registration marks, outside the bleed, on all plates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

OFFSET = 6.0  # points between trim and marks (2.1 mm): more than any cut goes astray
LENGTH = 15.0
_GAP = 1.0  # between the bleed and a mark, which is as wide as its ink spreads
ROOM = 24.0  # points around the bleed, for marks and the circles of the registration
_LINE = 0.25
_RADIUS = 4.0
_DASH = 2.0
# The length of the handles of a Bézier curve that draws a quarter of a circle.
_KAPPA = 0.5523


class Sheet(NamedTuple):
    """The trimmed page and the bleed on a sheet, in points: left, bottom, right, top.

    `folds` are where it is folded from head to foot, from the left.
    """

    trim: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]
    folds: tuple[float, ...] = ()


def marks(sheet: Sheet) -> bytes:
    """The marks of a sheet as a content stream, in the colour space /All of its resources."""
    lines = [*_crop_lines(sheet), *_registrations(sheet), *_fold_lines(sheet)]
    return b"q /All CS 1 SCN %s w\n%s\nQ" % (_number(_LINE), b"\n".join(lines))


def _crop_lines(sheet: Sheet) -> Iterator[bytes]:
    """Two lines at each corner of the trim, which begin outside the bleed."""
    left, bottom, right, top = sheet.trim
    outer_left, outer_bottom, outer_right, outer_top = sheet.bleed
    for x in (left, right):
        low = min(outer_bottom - _GAP, bottom - OFFSET)
        high = max(outer_top + _GAP, top + OFFSET)
        yield _line(x, low, x, low - LENGTH)
        yield _line(x, high, x, high + LENGTH)
    for y in (bottom, top):
        near = min(outer_left - _GAP, left - OFFSET)
        far = max(outer_right + _GAP, right + OFFSET)
        yield _line(near, y, near - LENGTH, y)
        yield _line(far, y, far + LENGTH, y)


def _fold_lines(sheet: Sheet) -> Iterator[bytes]:
    """Two dashed lines at each fold, too short for the circles of the registration beside them."""
    _, bottom, _, top = sheet.trim
    low = min(sheet.bleed[1] - _GAP, bottom - OFFSET)
    high = max(sheet.bleed[3] + _GAP, top + OFFSET)
    for number, x in enumerate(sheet.folds):
        dashed = b"" if number else b"[%s] 0 d\n" % _number(_DASH)
        yield dashed + _line(x, low, x, low - 3 * _DASH)
        yield _line(x, high, x, high + 3 * _DASH)


def _registrations(sheet: Sheet) -> Iterator[bytes]:
    """A circle with a cross in the middle of each side."""
    left, bottom, right, top = sheet.trim
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    away = OFFSET + 2 * _RADIUS
    outer_left, outer_bottom, outer_right, outer_top = sheet.bleed
    for x, y in (
        (middle_x, min(outer_bottom, bottom) - away),
        (middle_x, max(outer_top, top) + away),
        (min(outer_left, left) - away, middle_y),
        (max(outer_right, right) + away, middle_y),
    ):
        yield _line(x - 1.5 * _RADIUS, y, x + 1.5 * _RADIUS, y)
        yield _line(x, y - 1.5 * _RADIUS, x, y + 1.5 * _RADIUS)
        yield _circle(x, y)


def _circle(x: float, y: float) -> bytes:
    radius, handle = _RADIUS, _RADIUS * _KAPPA
    curves = (
        (x + radius, y + handle, x + handle, y + radius, x, y + radius),
        (x - handle, y + radius, x - radius, y + handle, x - radius, y),
        (x - radius, y - handle, x - handle, y - radius, x, y - radius),
        (x + handle, y - radius, x + radius, y - handle, x + radius, y),
    )
    drawn = b" ".join(b"%s c" % b" ".join(map(_number, curve)) for curve in curves)
    return b"%s %s m %s S" % (_number(x + radius), _number(y), drawn)


def _line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%s %s m %s %s l S" % (*map(_number, (x0, y0)), *map(_number, (x1, y1)))


def _number(value: float) -> bytes:
    return f"{round(value, 3) or 0:.3f}".rstrip("0").rstrip(".").encode()
