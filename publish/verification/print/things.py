"""What is on a page of a file for a printer, with its place, as PDFium reads it.

PDFium is called without the helpers of its library, which make an object for everything on a page:
a book has fifty thousand. Boxes are left, bottom, right, top in the coordinates of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref
from math import hypot, sqrt
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 12  # forms in forms
_WHITE = 250  # of 255, in every part of a colour


class _Place(NamedTuple):
    """Where PDFium writes an answer of several numbers, and what it is handed for that."""

    numbers: list[Any]
    references: list[Any]


def _place(kind: type[Any], count: int) -> _Place:
    numbers = [kind() for _ in range(count)]
    return _Place(numbers, list(map(byref, numbers)))


# Made once: that takes as long as to ask.
_NUMBER, _BOX = _place(pdfium_c.c_float, 1), _place(pdfium_c.c_float, 4)
_COLOUR, _SIZE = _place(pdfium_c.c_uint, 4), _place(pdfium_c.c_uint, 2)
_MODES = _place(pdfium_c.c_int, 2)
_MATRIX = pdfium_c.FS_MATRIX()
_TO_MATRIX = byref(_MATRIX)


class Thing(NamedTuple):
    """Something on a page: "text", "area", "line" or "image", in its box.

    `size` is that of text, or the width of a line; `fill` its colour, red, green and blue to 255.
    `resolution` is that of an image, in pixels per inch.
    """

    kind: str
    box: Box
    size: float = 0.0
    fill: tuple[int, int, int] = (0, 0, 0)
    resolution: float = 0.0

    @property
    def is_white(self) -> bool:
        """Whether it is left white in an area of ink."""
        return min(self.fill) >= _WHITE


def things_of(page: pdfium.PdfPage) -> Iterator[Thing]:
    """What is on a page, in the order in which it is drawn."""
    raw = page.raw
    for index in range(pdfium_c.FPDFPage_CountObjects(raw)):
        yield from _things(pdfium_c.FPDFPage_GetObject(raw, index), _UNMOVED, _DEEPEST)


def _things(raw: Any, outer: _Matrix, deep: int) -> Iterator[Thing]:
    """An object as a thing; of a form, which is moved by the matrix `outer`, all that is in it."""
    kind = pdfium_c.FPDFPageObj_GetType(raw)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        inner = _product(_matrix(raw), outer)
        for index in range(pdfium_c.FPDFFormObj_CountObjects(raw) if deep else 0):
            yield from _things(pdfium_c.FPDFFormObj_GetObject(raw, index), inner, deep - 1)
        return
    box = _box(raw, outer)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        (size,) = _asked(pdfium_c.FPDFTextObj_GetFontSize, raw, _NUMBER)
        colour = _colour(pdfium_c.FPDFPageObj_GetFillColor, raw)
        yield Thing("text", box, size * _scale(raw, outer), colour)
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        yield Thing("image", box, resolution=_resolution(raw, outer))
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        yield from _path(raw, box, outer)
    elif kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
        yield Thing("area", box, fill=(128, 128, 128))


def _path(raw: Any, box: Box, outer: _Matrix) -> Iterator[Thing]:
    fills, strokes = _asked(pdfium_c.FPDFPath_GetDrawMode, raw, _MODES)
    if strokes:
        (width,) = _asked(pdfium_c.FPDFPageObj_GetStrokeWidth, raw, _NUMBER)
        colour = _colour(pdfium_c.FPDFPageObj_GetStrokeColor, raw)
        yield Thing("line", box, width * _scale(raw, outer), colour)
    elif fills:
        thinnest = min(box[2] - box[0], box[3] - box[1])
        yield Thing("area", box, thinnest, _colour(pdfium_c.FPDFPageObj_GetFillColor, raw))


def _asked(ask: Callable[..., int], raw: Any, place: _Place) -> list[Any]:
    """The numbers that PDFium answers; zeros if it has no answer."""
    if not ask(raw, *place.references):
        return [0] * len(place.numbers)
    return [number.value for number in place.numbers]


def _matrix(raw: Any) -> _Matrix:
    if not pdfium_c.FPDFPageObj_GetMatrix(raw, _TO_MATRIX):
        return (0.0,) * 6
    matrix = _MATRIX
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that does what `inner` does, and then what `outer` does."""
    if outer is _UNMOVED:
        return inner
    a, b, c, d, e, f = outer
    turned = [(x * a + y * c, x * b + y * d) for x, y in zip(inner[::2], inner[1::2], strict=True)]
    (first, second, third) = turned
    return *first, *second, third[0] + e, third[1] + f


def _scale(raw: Any, outer: _Matrix) -> float:
    """By how much an object is larger than it says, as the root of its area."""
    a, b, c, d, _, _ = _product(_matrix(raw), outer)
    return sqrt(abs(a * d - b * c))


def _box(raw: Any, outer: _Matrix) -> Box:
    left, bottom, right, top = _asked(pdfium_c.FPDFPageObj_GetBounds, raw, _BOX)
    if outer is _UNMOVED:
        return left, bottom, right, top
    a, b, c, d, e, f = outer
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [x * a + y * c + e for x, y in corners]
    along = [x * b + y * d + f for x, y in corners]
    return min(across), min(along), max(across), max(along)


def _colour(ask: Callable[..., int], raw: Any) -> tuple[int, int, int]:
    red, green, blue, _ = _asked(ask, raw, _COLOUR)
    return red, green, blue


def _resolution(raw: Any, outer: _Matrix) -> float:
    """The pixels of an image to the inch, along its own edges, however it is turned."""
    width, height = _asked(pdfium_c.FPDFImageObj_GetImagePixelSize, raw, _SIZE)
    a, b, c, d, _, _ = _product(_matrix(raw), outer)
    across, along = max(hypot(a, b), 0.01), max(hypot(c, d), 0.01)
    pixels: float = min(width / across, height / along)
    return pixels * 72
