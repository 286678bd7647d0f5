"""The pieces of text on a page as PDFium finds them, which draws pages for readers."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NESTED = 8  # forms inside forms that are still looked into
_BUFFER = 8192  # bytes: nearly every piece is shorter, so that it is asked for once

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
Piece = tuple[int, str, Box]
_Handle = Any


class Drawing:
    """A file opened by PDFium; its functions are called bare, for there are many pieces."""

    def __init__(self, path: Path) -> None:
        self._document = pdfium.PdfDocument(path)
        self._buffer = ctypes.create_string_buffer(_BUFFER)
        self._edges = tuple(ctypes.c_float() for _ in range(4))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._document.close()

    def pieces(self, number: int) -> list[Piece]:
        """The text objects of a page (from 0): number of marked content, text and box.

        The number is -1 where there is none; text of a form without one is that of a picture, and
        left out. Raises `pdfium.PdfiumError` for a page that cannot be read.
        """
        page = pdfium_c.FPDF_LoadPage(self._document, number)
        if not page:
            raise pdfium.PdfiumError(f"page {number + 1} cannot be read")
        words = pdfium_c.FPDFText_LoadPage(page)
        try:
            return list(self._pieces(page, words))
        finally:
            pdfium_c.FPDFText_ClosePage(words)
            pdfium_c.FPDF_ClosePage(page)

    def _pieces(self, page: _Handle, words: _Handle) -> Iterator[Piece]:
        count, get = pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject
        for found, level in _texts(page, count, get, 0):
            number = pdfium_c.FPDFPageObj_GetMarkedContentID(found)
            if number >= 0 or level == 0:
                pdfium_c.FPDFPageObj_GetBounds(found, *self._edges)
                left, bottom, right, top = (edge.value for edge in self._edges)
                yield number, self._text(found, words), (left, bottom, right, top)

    def _text(self, found: _Handle, words: _Handle) -> str:
        size = self._ask(found, words)
        if size > len(self._buffer):
            self._buffer = ctypes.create_string_buffer(size)
            self._ask(found, words)
        return self._buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")

    def _ask(self, found: _Handle, words: _Handle) -> int:
        place = ctypes.cast(self._buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
        return int(pdfium_c.FPDFTextObj_GetText(found, words, place, len(self._buffer)))


def _texts(
    holder: _Handle,
    count: Callable[[_Handle], int],
    get: Callable[[_Handle, int], _Handle],
    level: int,
) -> Iterator[tuple[_Handle, int]]:
    """The text objects in a page or form, in order, with how deep in forms they are."""
    for index in range(count(holder)):
        found = get(holder, index)
        kind = pdfium_c.FPDFPageObj_GetType(found)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield found, level
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and level < _NESTED - 1:
            inside = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
            yield from _texts(found, *inside, level + 1)
