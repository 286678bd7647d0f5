"""The letters of a PDF and where they stand, as PDFium finds them.

Lengths are points from the left and the head of the sheet.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_LEVEL = 0.05  # radians by which text that is read across may slope
_HYPHEN = "\u2010"
_Handle = Any


class Glyph(NamedTuple):
    """A letter; `left` and `right` are its advance, `mcid` is what it belongs to (-1: nothing)."""

    text: str
    left: float
    right: float
    baseline: float
    font: str
    size: float
    mcid: int


class Sheet(NamedTuple):
    """The letters of one page in their order, and the feet of what is drawn, by MCID."""

    glyphs: list[Glyph]
    drawn: list[tuple[int, float]]


def read_sheets(path: Path) -> list[Sheet]:
    """All pages of a file."""
    with pdfium.PdfDocument(path) as document:
        return [_read(page) for page in document]


def _read(page: pdfium.PdfPage) -> Sheet:
    text_page = pdfium_c.FPDFText_LoadPage(page)
    try:
        glyphs = list(_TextPage(text_page, page.get_height()).glyphs())
    finally:
        pdfium_c.FPDFText_ClosePage(text_page)
    return Sheet(glyphs, list(_drawn(page)))


def _drawn(page: pdfium.PdfPage) -> Iterator[tuple[int, float]]:
    for item in page.get_objects():
        if item.type != pdfium_c.FPDF_PAGEOBJ_TEXT:
            mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(item)
            yield mcid, page.get_height() - item.get_bounds()[1]


class _TextPage:
    """A page whose letters are read one by one."""

    def __init__(self, handle: _Handle, height: float) -> None:
        self._handle = handle
        self._height = height
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._runs: dict[int | None, tuple[str, int]] = {}

    def glyphs(self) -> Iterator[Glyph]:
        """All letters and spaces, without the ends of lines, which PDFium adds."""
        mcid = -1
        for index in range(pdfium_c.FPDFText_CountChars(self._handle)):
            glyph = self._glyph(index)
            if glyph.text in "\r\n" or not self._is_level(index):
                continue
            if pdfium_c.FPDFText_IsGenerated(self._handle, index):
                glyph = glyph._replace(mcid=mcid)
            mcid = glyph.mcid
            yield glyph

    def _is_level(self, index: int) -> bool:
        return bool(abs(pdfium_c.FPDFText_GetCharAngle(self._handle, index)) < _LEVEL)

    def _glyph(self, index: int) -> Glyph:
        pdfium_c.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        pdfium_c.FPDFText_GetLooseCharBox(self._handle, index, self._box)
        pdfium_c.FPDFText_GetMatrix(self._handle, index, self._matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._handle, index) * abs(self._matrix.d)
        baseline = self._height - self._y.value
        font, mcid = self._run(index)
        return Glyph(self._text(index), self._box.left, self._box.right, baseline, font, size, mcid)

    def _text(self, index: int) -> str:
        if pdfium_c.FPDFText_IsHyphen(self._handle, index):
            return _HYPHEN
        return chr(pdfium_c.FPDFText_GetUnicode(self._handle, index))

    def _run(self, index: int) -> tuple[str, int]:
        """The font and the MCID of the text that a letter is in."""
        run = pdfium_c.FPDFText_GetTextObject(self._handle, index)
        key = ctypes.cast(run, ctypes.c_void_p).value
        if key not in self._runs:
            font = pdfium_c.FPDFTextObj_GetFont(run)
            pdfium_c.FPDFFont_GetBaseFontName(font, self._name, len(self._name))
            name = self._name.value.decode("utf-8", "replace").partition("+")
            mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(run)
            self._runs[key] = name[2] or name[0], mcid
        return self._runs[key]
