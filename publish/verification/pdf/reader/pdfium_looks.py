"""How some objects of a page look, which PDFium draws alone."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium_c

from publish.verification.looks import FINE, Look, coarse
from publish.verification.pdf.reader.runs import Box

_Handle = Any


def look_of_objects(page: _Handle, items: Sequence[_Handle], box: Box) -> Look:
    """The look of some objects of a page, which are inside a box."""
    left, bottom, right, top = box
    longer = max(right - left, top - bottom)
    if longer <= 0:
        return b""
    scale = FINE / longer
    width, height = (max(1, round(side * scale)) for side in (right - left, top - bottom))
    down = (pdfium_c.FPDF_GetPageHeightF(page) - top) * scale
    matrix = pdfium_c.FS_MATRIX(scale, 0, 0, scale, -left * scale, -down)
    with _alone(page, items):
        return _drawn(page, matrix, width, height)


@contextmanager
def _alone(page: _Handle, items: Sequence[_Handle]) -> Iterator[None]:
    """Hide all other objects of a page."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    others = [pdfium_c.FPDFPage_GetObject(page, index) for index in range(count)]
    for each in others:
        pdfium_c.FPDFPageObj_SetIsActive(each, False)
    for each in items:
        pdfium_c.FPDFPageObj_SetIsActive(each, True)
    try:
        yield
    finally:
        for each in others:
            pdfium_c.FPDFPageObj_SetIsActive(each, True)


def _drawn(page: _Handle, matrix: _Handle, width: int, height: int) -> Look:
    from PIL import Image  # for new figures only

    bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_BGRA, None, 0)
    try:
        area = pdfium_c.FS_RECTF(0, 0, width, height)
        pdfium_c.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, area, 0)
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        content = ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    return coarse(Image.frombytes("RGBA", (width, height), content, "raw", "BGRA", stride, 1))
