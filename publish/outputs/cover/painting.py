"""Paints a cover: a page that the engine of the PDF lays out, converted to pixels."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.outputs.cover.design import background_colour, bar_colours, subtitle_size, title_size
from publish.outputs.cover.one_page import lay_out_page
from publish.outputs.cover.pattern import HEIGHT, MARGIN, WIDTH, Bar
from publish.outputs.pdf.document.font_faces import font_faces
from publish.render.environment import Renderer
from publish.render.theme import Theme

_STYLE = "cover.css"


def paint(book: Book, edition: Edition, theme: Theme, bars: Sequence[Bar], cache: Cache) -> bytes:
    """The cover as a PNG of 1600 by 2560 pixels; of the book, it shows only the metadata.

    Raises `ContentError` (LAY-010) if its layout fails, and `LayoutError` for any other number of
    pages than one.
    """
    renderer = Renderer(book, edition, theme)
    sizes = {"width": WIDTH, "height": HEIGHT, "margin": MARGIN}
    field = background_colour(book.metadata.identifier)
    pattern = renderer.render("cover.svg.j2", bars=bars, colours=bar_colours(field), **sizes)
    page = renderer.render("cover.xhtml.j2", pattern=pattern)
    style = renderer.render_style(
        _STYLE,
        faces=font_faces(theme.fonts),
        field=field,
        title_size=title_size(book.metadata.title),
        subtitle_size=subtitle_size(book.metadata.subtitle),
        **sizes,
    )
    return _to_png(lay_out_page(book, edition, page, (_STYLE, style), theme, (), cache))


def _to_png(content: bytes) -> bytes:
    """The only page of a PDF as a PNG; a CSS pixel of the page is a pixel of the image."""
    document = pypdfium2.PdfDocument(content)
    try:
        image = document[0].render(scale=96 / 72).to_pil().convert("RGB")
    finally:
        document.close()
    png = io.BytesIO()
    image.crop((0, 0, WIDTH, HEIGHT)).quantize(256).save(png, "PNG", optimize=True)
    return png.getvalue()
