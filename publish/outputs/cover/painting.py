"""Paints a cover: a page that the engine of the PDF lays out, converted to pixels."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import cast

from PIL import Image

from publish.model.book import Book, Edition
from publish.outputs.cover.design import background_colour, bar_colours, subtitle_size, title_size
from publish.outputs.cover.one_page import begin_page
from publish.outputs.cover.pattern import HEIGHT, MARGIN, WIDTH, Bar
from publish.outputs.pdf.document.font_faces import font_faces
from publish.outputs.pdf.whole.page_engine import PageEngine
from publish.render.environment import Renderer
from publish.render.theme import Theme

_Colour = tuple[int, int, int]
_STYLE = "cover.css"
_MOST_COLOURS = 4096  # that are compared; a cover with more of them has pictures or shades
_ROUNDING = 2  # steps of a channel, of 255


def begin_painting(
    book: Book, edition: Edition, theme: Theme, bars: Sequence[Bar], engine: PageEngine
) -> Callable[[], bytes]:
    """Have a cover laid out; the result waits for it, and is a PNG of 1600 by 2560 pixels.

    Of the book, it shows only the metadata. The result raises `ContentError` (LAY-010) if the
    layout fails, and `LayoutError` for any other number of pages than one.
    """
    renderer = Renderer(book, edition, theme)
    sizes = {"width": WIDTH, "height": HEIGHT, "seen": HEIGHT, "margin": MARGIN}
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
    laid_out = begin_page(book, edition, page, (_STYLE, style), theme, (), engine)
    return lambda: _to_png(laid_out())


def _to_png(content: bytes) -> bytes:
    """The only page of a PDF as a PNG; a CSS pixel of the page is a pixel of the image."""
    import pypdfium2  # slow, and not needed before the page is laid out

    document = pypdfium2.PdfDocument(content)
    try:
        image = document[0].render(scale=96 / 72).to_pil()
    finally:
        document.close()
    png = io.BytesIO()
    if image.size != (WIDTH, HEIGHT):  # to cut it copies it
        image = image.crop((0, 0, WIDTH, HEIGHT))
    with_palette(image).save(png, "PNG", optimize=True)
    return png.getvalue()


def with_palette(image: Image.Image) -> Image.Image:
    """The image in at most 256 colours.

    The text and bars of a cover are its field, lighter: then one channel tells all colours apart
    but for the rounding at the edges of letters, without the search of Pillow for the best ones.
    """
    counted = cast(list[tuple[int, _Colour]], image.getcolors(_MOST_COLOURS) or [])
    colours = [colour for _, colour in sorted(counted)]
    channel = max(range(3), key=lambda each: len({colour[each] for colour in colours}))
    palette = {colour[channel]: colour for colour in colours}  # the most frequent one of each
    if not colours or any(_distance(each, palette[each[channel]]) > _ROUNDING for each in colours):
        return image.quantize(256)
    indexed = image.getchannel(channel).convert("P")
    indexed.putpalette([part for value in range(256) for part in palette.get(value, (0, 0, 0))])
    return indexed


def _distance(one: _Colour, other: _Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
