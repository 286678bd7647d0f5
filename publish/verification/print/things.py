"""What is on a page of a file for a printer, with its place, as PDFium reads it.

PDFium is called without the helpers of its library, which make an object for everything on a page:
a book has fifty thousand. Boxes are left, bottom, right, top in the coordinates of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
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
        yield Thing("text", box, _font_size(raw) * _scale(raw, outer), _colour(raw, "Fill"))
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        yield Thing("image", box, resolution=_resolution(raw, outer))
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        yield from _path(raw, box, outer)
    elif kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
        yield Thing("area", box, fill=(128, 128, 128))


def _path(raw: Any, box: Box, outer: _Matrix) -> Iterator[Thing]:
    fills, strokes = pdfium_c.c_int(), pdfium_c.c_int()
    pdfium_c.FPDFPath_GetDrawMode(raw, byref(fills), byref(strokes))
    if strokes.value:
        width = pdfium_c.c_float()
        pdfium_c.FPDFPageObj_GetStrokeWidth(raw, byref(width))
        yield Thing("line", box, width.value * _scale(raw, outer), _colour(raw, "Stroke"))
    elif fills.value:
        thinnest = min(box[2] - box[0], box[3] - box[1])
        yield Thing("area", box, thinnest, _colour(raw, "Fill"))


def _matrix(raw: Any) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(raw, byref(matrix))
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


def _font_size(raw: Any) -> float:
    size = pdfium_c.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(raw, byref(size))
    points: float = size.value
    return points


def _box(raw: Any, outer: _Matrix) -> Box:
    edges = [pdfium_c.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(raw, *map(byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    if outer is _UNMOVED:
        return left, bottom, right, top
    a, b, c, d, e, f = outer
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [x * a + y * c + e for x, y in corners]
    along = [x * b + y * d + f for x, y in corners]
    return min(across), min(along), max(across), max(along)


def _colour(raw: Any, kind: str) -> tuple[int, int, int]:
    parts = [pdfium_c.c_uint() for _ in range(4)]
    getattr(pdfium_c, f"FPDFPageObj_Get{kind}Color")(raw, *map(byref, parts))
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def _resolution(raw: Any, outer: _Matrix) -> float:
    """The pixels of an image to the inch, along its own edges, however it is turned."""
    width, height = pdfium_c.c_uint(), pdfium_c.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(raw, byref(width), byref(height))
    a, b, c, d, _, _ = _product(_matrix(raw), outer)
    across, along = max(hypot(a, b), 0.01), max(hypot(c, d), 0.01)
    pixels: float = min(width.value / across, height.value / along)
    return pixels * 72
