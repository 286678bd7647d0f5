"""The objects on a page as PDFium finds them, which draws pages for people."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from publish.verification.looks import Look
from publish.verification.pdf.reader.pdfium_looks import look_of_objects
from publish.verification.pdf.reader.runs import Box

_NESTED = 8  # levels of forms that are read
_BUFFER = 8192  # bytes: nearly every text is shorter, so that one call is enough

TextObject = tuple[int, str, Box]  # MCID, or -1; text; bounding box
_Handle = Any


class PageObjects(NamedTuple):
    """The texts of a page, without those of forms that have no MCID: images.

    `drawn` is what pictures and lines cover, by MCID, as far as it is not clipped away; `pixels`
    are the width and height of each image, and `looks` those of the figures that were requested.
    """

    texts: list[TextObject]
    drawn: dict[int, Box]
    pixels: dict[int, tuple[int, int]]
    looks: dict[int, Look]


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

    def objects(self, index: int, figures: Container[int] = ()) -> PageObjects:
        """What is on a page (from 0), with the looks of some `figures`, by MCID.

        Raises `pdfium.PdfiumError` for a page that cannot be read.
        """
        page = pdfium_c.FPDF_LoadPage(self._document, index)
        if not page:
            raise pdfium.PdfiumError(f"page {index + 1} cannot be read")
        text_page = pdfium_c.FPDFText_LoadPage(page)
        try:
            return self._objects(page, text_page, figures)
        finally:
            pdfium_c.FPDFText_ClosePage(text_page)
            pdfium_c.FPDF_ClosePage(page)

    def _objects(self, page: _Handle, text_page: _Handle, figures: Container[int]) -> PageObjects:
        count, get = pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject
        found = PageObjects([], {}, {}, {})
        shapes = defaultdict[int, list[_Handle]](list)
        for item, kind, level in _walk(page, count, get, 0):
            mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                if mcid >= 0 or level == 0:
                    found.texts.append((mcid, self._text(item, text_page), self._box(item)))
            elif mcid >= 0 and level == 0:
                box = self._box(item)
                found.drawn[mcid] = _around(box, found.drawn.get(mcid, box))
                if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                    found.pixels[mcid] = self._pixels(item)
                if mcid in figures:
                    shapes[mcid].append(item)
        for mcid, items in shapes.items():
            found.looks[mcid] = look_of_objects(page, items, found.drawn[mcid])
        return found

    def _box(self, item: _Handle) -> Box:
        """The bounds of an object inside its clipping paths; empty where these leave nothing."""
        pdfium_c.FPDFPageObj_GetBounds(item, *self._edges)
        left, bottom, right, top = (edge.value for edge in self._edges)
        clip = pdfium_c.FPDFPageObj_GetClipPath(item)
        for path in range(pdfium_c.FPDFClipPath_CountPaths(clip)):
            if points := list(self._points(clip, path)):
                across, up = zip(*points, strict=True)
                left, right = (max(min(x, max(across)), min(across)) for x in (left, right))
                bottom, top = (max(min(y, max(up)), min(up)) for y in (bottom, top))
        return left, bottom, right, top

    def _pixels(self, item: _Handle) -> tuple[int, int]:
        width, height = ctypes.c_uint(), ctypes.c_uint()
        pdfium_c.FPDFImageObj_GetImagePixelSize(item, width, height)
        return width.value, height.value

    def _points(self, clip: _Handle, path: int) -> Iterator[tuple[float, float]]:
        x, y, *_ = self._edges
        for index in range(pdfium_c.FPDFClipPath_CountPathSegments(clip, path)):
            segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            yield x.value, y.value

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


def _around(one: Box, other: Box) -> Box:
    left, bottom, right, top = zip(one, other, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _walk(
    holder: _Handle,
    count: Callable[[_Handle], int],
    get: Callable[[_Handle, int], _Handle],
    level: int,
) -> Iterator[tuple[_Handle, int, int]]:
    """The objects in a page or form, in order, each with its kind and how many forms it is in."""
    for index in range(count(holder)):
        item = get(holder, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        yield item, kind, level
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and level < _NESTED - 1:
            inside = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
            yield from _walk(item, *inside, level + 1)
