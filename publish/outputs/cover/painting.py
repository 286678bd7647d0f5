"""Paints a drawn cover: a sheet laid out by the engine of the PDF, and its pixels."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

import pypdfium2

from publish.diagnostics import ContentError, Location, Report
from publish.errors import LayoutError
from publish.files import temporary_folder
from publish.model.book import Book, Edition
from publish.outputs.cover.pattern import HEIGHT, MARGIN, WIDTH, Bar
from publish.outputs.pdf.checks import missing_glyphs
from publish.outputs.pdf.checks.layout_failure import rule
from publish.outputs.pdf.exchange.failures import LayoutFailed
from publish.outputs.pdf.whole.child import lay_out
from publish.render.environment import Renderer
from publish.render.theme import Theme

_FIELDS = ("#16324f", "#5b1a1f", "#1f4037", "#3a2a56", "#5a3a12", "#173f4d")


def paint(book: Book, edition: Edition, theme: Theme, bars: Sequence[Bar]) -> bytes:
    """The cover as a PNG of 1600 by 2560 pixels; of the book, only the metadata are looked at.

    Raises `ContentError` (LAY-010) where its rules make a layout that fails, and `LayoutError` for
    any other than one page.
    """
    renderer = Renderer(book, edition, theme)
    measures = {"width": WIDTH, "height": HEIGHT, "margin": MARGIN}
    pattern = renderer.template("cover.svg.j2", bars=bars, **measures)
    sheet = renderer.template("cover.xhtml.j2", pattern=pattern)
    style = renderer.style(
        "cover.css",
        faces=missing_glyphs.faces(theme.fonts),
        field=field_colour(book.metadata.identifier),
        title_size=title_size(book.metadata.title),
        subtitle_size=74 if len(book.metadata.subtitle) <= 60 else 56,
        **measures,
    )
    with temporary_folder() as folder:
        try:
            result = lay_out(folder, (sheet.encode(),), style, theme, ())
        except LayoutFailed as error:
            place = rule(error.failure, book, edition, style, "cover.css")
            report, message = Report(), f"the layout of the cover failed: {error.failure.message}"
            report.add("LAY-010", message, place or Location(str(book.folder)), hint=error.hint)
            raise ContentError(report) from error
        if result.messages or result.pages != 1:
            said = "; ".join(complaint.text for complaint in result.messages)
            raise LayoutError(f"the cover: {said or f'{result.pages} pages'}")
        return _raster((folder / "book.pdf").read_bytes())


def _raster(content: bytes) -> bytes:
    """The one page of a PDF as a PNG; a CSS pixel of the page is a pixel of the image."""
    document = pypdfium2.PdfDocument(content)
    try:
        image = document[0].render(scale=96 / 72).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.crop((0, 0, WIDTH, HEIGHT)).quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()


def field_colour(identifier: str) -> str:
    """One of a few deep colours, always the same for a book; white on each passes WCAG AAA."""
    return _FIELDS[hashlib.sha256(identifier.encode()).digest()[0] % len(_FIELDS)]


def title_size(title: str) -> int:
    """The size of the title in pixels: the largest that sets it in about four lines.

    A sign is taken as 0.52 em wide (the mean of the text faces), a sign of Chinese as one em.
    """
    across = WIDTH - 2 * MARGIN
    longest = max(_ems(word) for word in title.split())
    for size in range(230, 90, -5):
        if longest * size <= across and _ems(title) * size <= 3.4 * across:
            return size
    return 90


def _ems(text: str) -> float:
    return sum(1.0 if ord(sign) > 0x2E80 else 0.52 for sign in text)
