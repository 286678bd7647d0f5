"""The text objects on a page as PDFium finds them, which draws pages for people."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NESTED = 8  # levels of forms that are read
_BUFFER = 8192  # bytes: nearly every text is shorter, so that one call is enough

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
TextObject = tuple[int, str, Box]  # MCID, or -1; text; bounding box
_Handle = Any


class PdfiumDocument:
    """A file opened by PDFium, whose functions are called directly for the sake of speed."""

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

    def text_objects(self, index: int) -> list[TextObject]:
        """The text objects of a page (from 0), without those of forms that have no MCID: images.

        Raises `pdfium.PdfiumError` for a page that cannot be read.
        """
        page = pdfium_c.FPDF_LoadPage(self._document, index)
        if not page:
            raise pdfium.PdfiumError(f"page {index + 1} cannot be read")
        text_page = pdfium_c.FPDFText_LoadPage(page)
        try:
            return list(self._text_objects(page, text_page))
        finally:
            pdfium_c.FPDFText_ClosePage(text_page)
            pdfium_c.FPDF_ClosePage(page)

    def _text_objects(self, page: _Handle, text_page: _Handle) -> Iterator[TextObject]:
        count, get = pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject
        for item, level in _walk(page, count, get, 0):
            mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(item)
            if mcid >= 0 or level == 0:
                pdfium_c.FPDFPageObj_GetBounds(item, *self._edges)
                left, bottom, right, top = (edge.value for edge in self._edges)
                yield mcid, self._text(item, text_page), (left, bottom, right, top)

    def _text(self, item: _Handle, text_page: _Handle) -> str:
        size = self._read(item, text_page)
        if size > len(self._buffer):
            self._buffer = ctypes.create_string_buffer(size)
            self._read(item, text_page)
        return self._buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")

    def _read(self, item: _Handle, text_page: _Handle) -> int:
        """Read a text into the buffer; the bytes that it needs."""
        start = ctypes.cast(self._buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
        return int(pdfium_c.FPDFTextObj_GetText(item, text_page, start, len(self._buffer)))


def _walk(
    holder: _Handle,
    count: Callable[[_Handle], int],
    get: Callable[[_Handle, int], _Handle],
    level: int,
) -> Iterator[tuple[_Handle, int]]:
    """The text objects in a page or form, in order, each with how many forms it is in."""
    for index in range(count(holder)):
        item = get(holder, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield item, level
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and level < _NESTED - 1:
            inside = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
            yield from _walk(item, *inside, level + 1)
