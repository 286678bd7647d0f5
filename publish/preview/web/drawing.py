"""Draws pages of the print edition, each once for its content and resolution.

PDFium is not safe for threads: all of it runs in one thread, which is not that of the server.
"""

from __future__ import annotations

import asyncio
import io
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

import pypdfium2 as pdfium

from publish.preview.exchange import PageRow

_POINTS = 72  # to an inch
_CACHED = 16_000_000  # bytes of pictures; a browser keeps its own, since they never change
_OPEN = 3  # documents; an old version and new pages are asked for while the new one appears
_COMPRESSION = 1  # of PNG: larger files, several times as fast

Key = tuple[str, float]
P = ParamSpec("P")
T = TypeVar("T")


class Drawing:
    """Draws pages by their hash, and keeps what was drawn last."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "drawing")
        self._pictures: OrderedDict[Key, bytes] = OrderedDict()
        self._size = 0
        self._documents: OrderedDict[Path, pdfium.PdfDocument] = OrderedDict()

    async def png(self, document: Path, page: PageRow, dpi: float) -> bytes:
        """A page as PNG."""
        key = page.hash, dpi
        if key not in self._pictures:
            self._keep(key, await self.run(self._draw, document, (page.new or page.page) - 1, dpi))
        self._pictures.move_to_end(key)
        return self._pictures[key]

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function returns that reads documents, in the thread of PDFium."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(function, *args, **kwargs))

    def _keep(self, key: Key, content: bytes) -> None:
        self._size += len(content) - len(self._pictures.pop(key, b""))
        self._pictures[key] = content
        while self._size > _CACHED and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._size -= len(oldest)

    def _draw(self, path: Path, index: int, dpi: float) -> bytes:
        page = self.open(path)[index]
        try:
            return draw_png(page, dpi)
        finally:
            page.close()

    def open(self, path: Path) -> pdfium.PdfDocument:
        """A document, which is closed when others are opened."""
        if path not in self._documents:
            self._documents[path] = pdfium.PdfDocument(path)
            while len(self._documents) > _OPEN:
                _, oldest = self._documents.popitem(last=False)
                oldest.close()
        self._documents.move_to_end(path)
        return self._documents[path]


def draw_png(page: pdfium.PdfPage, dpi: float) -> bytes:
    """A page of an open document as PNG."""
    bitmap = page.render(scale=dpi / _POINTS)
    try:
        content = io.BytesIO()
        bitmap.to_pil().save(content, "PNG", compress_level=_COMPRESSION)
        return content.getvalue()
    finally:
        bitmap.close()
