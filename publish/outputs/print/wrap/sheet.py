"""The sheet of a cover as a file: laid out by the engine, in the inks of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from publish.cache import Cache, Memo
from publish.model.book import Book, Edition, Resource
from publish.model.printer import PrintOrder
from publish.outputs.cover.cover import without_text
from publish.outputs.cover.design import background_colour, bar_colours, subtitle_size, title_size
from publish.outputs.cover.one_page import lay_out_page
from publish.outputs.cover.pattern import HEIGHT, WIDTH, bars
from publish.outputs.pdf.document.font_faces import font_faces
from publish.outputs.print.interior import cover_sheet
from publish.outputs.print.wrap.barcode import barcode, price_digits
from publish.outputs.print.wrap.geometry import WrapGeometry, wrap_geometry
from publish.render.boxes import with_boxes
from publish.render.environment import Renderer
from publish.render.scripts import first_lacking, fonts_for

_STYLE = "wrap.css"
_LARGEST_SPINE = 16.0  # points: larger, and a spine shouts
_BARCODE_MARGIN = 4.0  # points of white around the barcode in its field


class _SheetInputs(msgspec.Struct, frozen=True):
    page: str
    style: str
    theme: dict[str, Any]
    artwork: Sequence[Resource]


_SHEETS = Memo("cover-sheet", _SheetInputs, bytes)


def write_wrap(
    book: Book,
    edition: Edition,
    order: PrintOrder,
    trim: tuple[float, float],
    pages: int,
    cache: Cache,
) -> bytes:
    """The cover of a book of so many pages; raises `ContentError` (LAY-010), `MissingTool`."""
    sheet = wrap_geometry(order, trim, pages, rtl=book.direction == "rtl")
    page = _lay_out(book, edition, order, sheet, trim[0], cache)
    away = sheet.bleed
    box = (away, away, sheet.width - away, sheet.height - away)
    return cover_sheet(page, order.of_cover(), box)


def _lay_out(
    book: Book,
    edition: Edition,
    order: PrintOrder,
    sheet: WrapGeometry,
    trim_width: float,
    cache: Cache,
) -> bytes:
    words = without_text(book)
    theme = fonts_for(words, edition)
    shown = with_boxes(words, first_lacking(theme, words))
    renderer = Renderer(shown, edition, theme)
    details, room = shown.metadata, sheet.spine_text
    code, code_top = _barcode(book, edition, sheet)
    field = background_colour(details.identifier)
    artwork = [book.cover] if book.cover else []
    page = renderer.render(
        "wrap.xhtml.j2",
        sheet=sheet,
        artwork=artwork[0].href if artwork else "",
        pattern=renderer.render(
            "cover.svg.j2",
            bars=tuple(bars(book)),
            colours=bar_colours(field),
            width=WIDTH,
            height=HEIGHT,
        ),
        keeps_field=order.printer.cover.adds_barcode,
        spine_byline=details.byline,
        blurb=[part for part in details.description.split("\n\n") if part.strip()],
        barcode=code,
        price=_price(book, edition),
    )
    style = renderer.render_style(
        _STYLE,
        faces=font_faces(theme.fonts),
        sheet=sheet,
        trim_width=trim_width,
        field=field,
        title_size=title_size(details.title),
        subtitle_size=subtitle_size(details.subtitle),
        spine_size=_spine_size(f"{details.byline}   {details.title}", room) if room else 0,
        barcode_top=code_top,
    )
    inputs = _SheetInputs(page, style, theme.inputs, artwork)
    return _SHEETS.get(
        cache,
        inputs,
        lambda: lay_out_page(book, edition, page, (_STYLE, style), theme, artwork, cache),
    )


def _barcode(book: Book, edition: Edition, sheet: WrapGeometry) -> tuple[str, float]:
    """The barcode of an edition, and how far below the edge of its field it is; "" for none."""
    isbn = "".join(filter(str.isdigit, edition.isbn))
    if not isbn:
        return "", 0
    field = sheet.barcode
    room = field.width - 2 * _BARCODE_MARGIN, field.height - 2 * _BARCODE_MARGIN
    drawn = barcode(isbn, price_digits(book.trade.prices.get(edition.name, ())), *room)
    return drawn.svg, (field.height - drawn.height) / 2


def _price(book: Book, edition: Edition) -> str:
    """The prices as a cover has them."""
    prices = book.trade.prices.get(edition.name, ())
    return " · ".join(f"{price.currency} {price.amount}" for price in prices)


def _spine_size(text: str, room: tuple[float, float, float, float]) -> float:
    """The size of the words on a spine: two thirds of its width, or as its height has room."""
    _, _, width, height = room
    longest = height / (0.5 * max(len(text), 1))
    return round(min(width * 0.66, longest, _LARGEST_SPINE), 2)
