"""The pages of a book as a printer takes them, from those of a finished PDF edition."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pikepdf

from publish.cache import NO_CACHE, Cache
from publish.files import sha256_of
from publish.model.book import Book, Edition
from publish.model.printer import BleedSides, Interior, PrintOrder, PrintStandard
from publish.outputs.print.binding import move_from_spine
from publish.outputs.print.colours import convert_colours
from publish.outputs.print.content_cache import ContentCache
from publish.outputs.print.inks import InkTable
from publish.outputs.print.intent import VERSIONS, write_claims
from publish.outputs.print.marked import marks_drawer
from publish.outputs.print.marks import ROOM, Sheet
from publish.outputs.print.pictures import Pictures

# What only a file for readers has: of the catalog, and of each page.
_OF_READERS = (
    "/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode", "/OpenAction", "/Names", "/Dests",
    "/AA", "/AcroForm", "/OCProperties", "/OutputIntents", "/Lang", "/Extensions",
)  # fmt: skip
_OF_PAGES = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Trans", "/CropBox", "/ArtBox")

Box = tuple[float, float, float, float]


class Printed(NamedTuple):
    """The file with the pages of a book, which are `moved` from the spine by so many points."""

    content: bytes
    moved: float


def product_of(book: Book, edition: Edition) -> str:
    """The name of an edition of a book in the cache."""
    return f"{book.folder} {edition.name}"


def interior(
    screen: Path,
    order: PrintOrder,
    cache: Cache = NO_CACHE,
    *,
    product: str = "",
    rtl: bool = False,
    opened: pikepdf.Pdf | None = None,
) -> Printed:
    """The pages of the PDF at `screen`, and blank ones up to whole signatures.

    The spine is at the left of the first page, in a book that is read from the right (`rtl`) at its
    right. `product` is what the file belongs to, for the cache. The file may be `opened` already;
    its pages are changed.
    """
    asked = order.printer.interior
    with opened or pikepdf.open(screen) as pdf:
        away = move_from_spine(screen, pdf, asked, cache, rtl=rtl)
        _fill(pdf, asked.page_count(len(pdf.pages)))
        boxes = [
            _page_boxes(page, order, away, spine_at_left=(number % 2 == 1) is rtl)
            for number, page in enumerate(pdf.pages)
        ]
        key = screen.read_bytes()
        content = _finished(pdf, order, boxes, cache, product, with_marks=asked.marks, key=key)
    return Printed(content, away)


def cover_sheet(
    page: bytes,
    order: PrintOrder,
    trim: Box,
    folds: tuple[float, ...],
    information: Mapping[str, str],
    below: bytes | None = None,
    cache: Cache = NO_CACHE,
    product: str = "",
) -> bytes:
    """The file with the sheet of a cover, whose only page is as large as its bleed, with `folds`
    from the left.

    `information` says for which interior it is made, and when, by the keys of the file's. What it
    shows is over the page of the PDF `below`, the artwork of the whole sheet.
    """
    with pikepdf.open(io.BytesIO(page)) as pdf:
        left, bottom, right, top = map(float, pdf.pages[0].mediabox)
        if below is not None:
            with pikepdf.open(io.BytesIO(below)) as artwork:
                _lay_below(pdf.pages[0], artwork.pages[0])
        sheet = Sheet(trim, (left, bottom, right, top), folds)
        for name, value in information.items():
            pdf.docinfo[name] = pikepdf.String(value)
        key = page + (below or b"") + repr(dict(information)).encode()
        return _finished(pdf, order, [sheet], cache, product, with_marks=order.cover.marks, key=key)


def _lay_below(page: pikepdf.Page, artwork: pikepdf.Page) -> None:
    """Show the bleed of a page below another, in its size."""
    bleed = artwork.obj.get("/BleedBox", artwork.mediabox)
    artwork.obj["/TrimBox"] = bleed
    page.add_underlay(artwork, pikepdf.Rectangle(*map(float, page.mediabox)))


def _finished(
    pdf: pikepdf.Pdf,
    order: PrintOrder,
    sheets: Sequence[Sheet],
    cache: Cache,
    product: str,
    *,
    with_marks: bool,
    key: bytes,
) -> bytes:
    """A file of readers as one for a printer, whose identifiers come from a `key`; it is cached as
    that of a `product`."""
    asked = order.printer.interior
    for name in _OF_READERS:
        _drop(pdf.Root, name)
    flattened = not asked.transparency
    contents = ContentCache(cache, product, order, flattened=flattened)
    inks = InkTable(order)
    pictures = Pictures(pdf, inks, cache, order, flattened=flattened)
    convert_colours(pdf, inks, contents, pictures, flattened=flattened)
    contents.store()
    draw_marks = marks_drawer(pdf) if with_marks else None
    for page, sheet in zip(pdf.pages, sheets, strict=True):
        _set_page(page, sheet, draw_marks)
    write_claims(pdf, order, sha256_of(key).encode())
    return _saved(pdf, asked.standard)


def facts_of(pdf: pikepdf.Pdf) -> tuple[int, tuple[float, float], str]:
    """How many pages a file has, width and height of them when they are trimmed, and its day."""
    left, bottom, right, top = _trim(pdf.pages[0])
    return len(pdf.pages), (right - left, top - bottom), str(pdf.docinfo["/CreationDate"])


def _drop(dictionary: pikepdf.Object, name: str) -> None:
    if name in dictionary:
        del dictionary[name]


def _fill(pdf: pikepdf.Pdf, count: int) -> None:
    """Add blank pages of the size of the last one."""
    trim = _trim(pdf.pages[-1])
    size = trim[2] - trim[0], trim[3] - trim[1]
    for _ in range(count - len(pdf.pages)):
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1].obj
        page["/TrimBox"] = pikepdf.Array([0, 0, *size])
        page["/Contents"] = pdf.make_stream(b"q Q")  # an empty one cannot be decompressed


def _trim(page: pikepdf.Page) -> Box:
    left, bottom, right, top = map(float, page.trimbox)
    return left, bottom, right, top


def _page_boxes(
    page: pikepdf.Page, order: PrintOrder, away: float, *, spine_at_left: bool
) -> Sheet:
    """The boxes of a page that is moved away from the spine: it is cut nearer to the spine."""
    left, bottom, right, top = _trim(page)
    move = -away if spine_at_left else away
    trim = left + move, bottom, right + move, top
    asked, bleeds = order.printer.interior, order.bleeds
    return Sheet(trim, bleed_box(trim, asked, bleeds=bleeds, spine_at_left=spine_at_left))


def _set_page(
    page: pikepdf.Page, sheet: Sheet, draw_marks: Callable[[pikepdf.Page, Sheet], None] | None
) -> None:
    for name in _OF_PAGES:
        _drop(page.obj, name)
    bleed = sheet.bleed
    room = 0 if draw_marks is None else ROOM
    media = bleed[0] - room, bleed[1] - room, bleed[2] + room, bleed[3] + room
    for key, box in (("/TrimBox", sheet.trim), ("/BleedBox", bleed), ("/MediaBox", media)):
        page.obj[key] = pikepdf.Array(map(partial(round, ndigits=4), box))
    if draw_marks is not None:
        draw_marks(page, sheet)


def bleed_box(trim: Box, asked: Interior, *, bleeds: bool, spine_at_left: bool) -> Box:
    """The trim with its bleed, which some printers do not want at the spine."""
    size = asked.bleed if bleeds else 0
    at_left = at_right = size
    if asked.bleeds_at is BleedSides.OUTER:
        at_left, at_right = (0, size) if spine_at_left else (size, 0)
    return trim[0] - at_left, trim[1] - size, trim[2] + at_right, trim[3] + size


def _saved(pdf: pikepdf.Pdf, standard: PrintStandard) -> bytes:
    """The bytes of a file; PDF/X-1a has no object streams, which PDF 1.3 does not know."""
    content = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    pdf.save(
        content,
        force_version=VERSIONS[standard],
        object_stream_mode=modes.disable if standard is PrintStandard.X1A else modes.generate,
        deterministic_id=True,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return content.getvalue()
