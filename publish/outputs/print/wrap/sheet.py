"""The sheet of a cover as a file: laid out by the engine, in the inks of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from publish.cache import Cache, Memo
from publish.diagnostics import ContentError, Location, Report
from publish.model.book import Book, Edition, Resource
from publish.model.cover_copy import PDF_TYPE, CoverCopy
from publish.model.metadata import Metadata
from publish.model.printer import PrintOrder
from publish.outputs.cover.design import background_colour, bar_colours, subtitle_size, title_size
from publish.outputs.cover.one_page import begin_page
from publish.outputs.cover.pattern import HEIGHT, MARGIN, WIDTH, bars
from publish.outputs.pdf.document.font_faces import font_faces
from publish.outputs.pdf.whole.page_engine import PageEngine
from publish.outputs.print.interior import cover_sheet, product_of
from publish.outputs.print.wrap.artwork import colour_beside, sheet_problem
from publish.outputs.print.wrap.barcode import Barcode, barcode, price_digits
from publish.outputs.print.wrap.copy import (
    STYLE,
    CoverWords,
    WordsDoNotFit,
    boxed,
    cover_words,
    prices,
    with_all_words,
)
from publish.outputs.print.wrap.geometry import WrapGeometry, wrap_geometry
from publish.outputs.print.wrap.spine import SpineWords, spine_words
from publish.render.boxes import with_boxes
from publish.render.environment import Renderer
from publish.render.scripts import first_lacking, fonts_for
from publish.render.theme import Theme

_STYLE = "wrap.css"
_BARCODE_MARGIN = 4.0  # points of white around the barcode in its field
_ABOVE = 15.0  # points above it, for the number (ISO 2108, annex D)


class _SheetInputs(msgspec.Struct, frozen=True):
    page: str
    style: str
    theme: dict[str, Any]
    artwork: Sequence[Resource]


_SHEETS = Memo("cover-sheet", _SheetInputs, bytes)


def wrap_around(
    book: Book, edition: Edition, order: PrintOrder, trim: tuple[float, float], pages: int
) -> Wrap:
    """The cover of an interior of so many pages, of the size `trim`.

    Raises `ContentError` (LAY-015) for artwork that does not fit, `MissingTool`.
    """
    drawn = _barcode(book, edition)
    field = drawn and (drawn.width + 2 * _BARCODE_MARGIN, drawn.height + _ABOVE + _BARCODE_MARGIN)
    rtl = book.direction == "rtl"
    sheet = wrap_geometry(order, trim, pages, rtl=rtl, field=field)
    artwork = book.cover_copy.wraps.get(edition.name)
    if artwork is not None:
        _check_artwork(artwork, sheet, order, edition, pages)
    return Wrap(book, edition, order, sheet, drawn, artwork)


def _barcode(book: Book, edition: Edition) -> Barcode | None:
    isbn = "".join(filter(str.isdigit, edition.isbn))
    if not isbn:
        return None
    return barcode(isbn, price_digits(book.trade.prices.get(edition.name, ())))


def _check_artwork(
    wrap: Resource, sheet: WrapGeometry, order: PrintOrder, edition: Edition, pages: int
) -> None:
    problem = sheet_problem(wrap, sheet, order.printer.interior.resolution)
    if problem is not None:
        reason, hint = problem
        message = f"the artwork does not go around {pages} pages: {reason}"
        raise _refusal("LAY-015", message, edition.locations["wrap"], hint)


def _refusal(code: str, message: str, place: Location, hint: str) -> ContentError:
    report = Report()
    report.add(code, message, place, hint=hint)
    return ContentError(report)


class Wrap(msgspec.Struct, frozen=True):
    """The sheet of a cover; `wrap` is the artwork of all of it."""

    book: Book
    edition: Edition
    order: PrintOrder
    sheet: WrapGeometry
    barcode: Barcode | None
    wrap: Resource | None

    def finished(self, page: bytes, interior: str, moment: str, cache: Cache) -> bytes:
        """The cover as a printer takes it, from its `page` as it is laid out.

        It says that it is made for the file of an `interior`, by its SHA-256, and at its `moment`.
        """
        away = self.sheet.bleed
        box = (away, away, self.sheet.width - away, self.sheet.height - away)
        below = self.wrap.content if self.wrap is not None and self._is_under_pdf else None
        made_for = {"/Interior": interior, "/CreationDate": moment, "/ModDate": moment}
        product = f"{product_of(self.book, self.edition)} cover"
        order, folds = self.order.of_cover(), self.sheet.folds
        return cover_sheet(page, order, box, folds, made_for, below, cache, product)

    @property
    def _is_under_pdf(self) -> bool:
        """Whether the artwork is a PDF, whose page is laid below what is drawn."""
        return self.wrap is not None and self.wrap.media_type == PDF_TYPE

    def lay_out(self, cache: Cache) -> bytes:
        """The sheet as a PDF of one page.

        Raises `ContentError` (LAY-010, LAY-014 for words that do not fit).
        """
        words = with_all_words(self.book)
        theme = fonts_for(words, self.edition)
        lacking = first_lacking(theme, words)
        copy = boxed(self._copy(), lacking)
        shown = msgspec.structs.replace(with_boxes(words, lacking), cover_copy=copy)
        renderer = Renderer(shown, self.edition, theme)
        text, spine = self._text(shown), self._spine(shown)
        page = self._page(renderer, shown, text, spine)
        style = self._style(renderer, shown, theme, text, spine)
        artwork = self._pictures()
        inputs = _SheetInputs(page, style, theme.inputs(), artwork)

        def make() -> bytes:
            styled = (_STYLE, style)
            with PageEngine(cache) as engine:
                return begin_page(self.book, self.edition, page, styled, theme, artwork, engine)()

        return _SHEETS.get(cache, inputs, make)

    def _copy(self) -> CoverCopy:
        """The words of the cover, with the description where there is no blurb."""
        copy = self.book.cover_copy
        blurb = copy.blurb or self.book.metadata.description
        return msgspec.structs.replace(copy, blurb=blurb)

    def _seen_height(self) -> float:
        """How much of the height of a drawing is on the front, from its foot on."""
        front = self.sheet.front
        return front.seen.height * (WIDTH - 2 * MARGIN) / front.words.width

    def _page(
        self, renderer: Renderer, shown: Book, text: CoverWords, spine: SpineWords | None
    ) -> str:
        mark = shown.cover_copy.mark
        pattern = renderer.render(
            "cover.svg.j2",
            bars=tuple(bars(self.book)),
            colours=bar_colours(self._field()),
            width=WIDTH,
            height=HEIGHT,
            seen=self._seen_height(),
        )
        return renderer.render(
            "wrap.xhtml.j2",
            sheet=self.sheet,
            whole=self._whole(),
            artwork=self._artwork(),
            mark=mark.href if mark else "",
            pattern=pattern,
            keeps_field=self.order.cover.adds_barcode,
            spine=spine,
            spine_parts=list(zip(_SPINE_PARTS, _spine_parts(shown.metadata), strict=True)),
            text=text,
            barcode=self.barcode.svg if self.barcode else "",
            prices=prices(self.book, self.edition),
        )

    def _style(
        self,
        renderer: Renderer,
        shown: Book,
        theme: Theme,
        text: CoverWords,
        spine: SpineWords | None,
    ) -> str:
        details = shown.metadata
        return renderer.render_style(
            _STYLE,
            faces=font_faces(theme.fonts),
            sheet=self.sheet,
            whole=self._whole(),
            artwork=self._artwork(),
            field="" if self._is_under_pdf else self._field(),
            title_size=title_size(details.title),
            subtitle_size=subtitle_size(details.subtitle),
            spine=spine,
            starts_at_foot=spine is not None and spine.turn < 0 and shown.direction == "ltr",
            title_length=len(details.title),
            text=text,
            fit=STYLE,
            above_barcode=_ABOVE,
        )

    def _text(self, shown: Book) -> CoverWords:
        try:
            return cover_words(shown, self.sheet)
        except WordsDoNotFit as error:
            place = Location(str(self.book.folder / "book.toml"))
            hint = f"about {error.most:,} fit: write a shorter `blurb` in [cover]"
            raise _refusal("LAY-014", str(error), place, hint) from error

    def _spine(self, shown: Book) -> SpineWords | None:
        room = self.sheet.spine_text
        if room is None:
            return None
        return spine_words(_spine_parts(shown.metadata), shown.metadata.language, room)

    def _front(self) -> Resource | None:
        """The artwork of the front: of the edition, or that of the e-book."""
        return self.book.cover_copy.fronts.get(self.edition.name, self.book.cover)

    def _artwork(self) -> str:
        """The address of the artwork of the front, "" for a drawn one."""
        front = self._front()
        return front.href if front else ""

    def _whole(self) -> dict[str, str] | None:
        """The artwork of the whole sheet, which has an address if it is an image."""
        if self.wrap is None:
            return None
        return {"href": "" if self._is_under_pdf else self.wrap.href}

    def _field(self) -> str:
        front = self._front()
        beside = front and colour_beside(front, spine_at_left=self.sheet.opens_at_left)
        return beside or background_colour(self.book.metadata.identifier)

    def _pictures(self) -> list[Resource]:
        if self.wrap is not None:
            return [] if self._is_under_pdf else [self.wrap]
        return [each for each in (self._front(), self.book.cover_copy.mark) if each is not None]


_SPINE_PARTS = ("author", "title", "publisher")


def _spine_parts(details: Metadata) -> tuple[str, str, str]:
    return details.byline, details.title, details.publisher
