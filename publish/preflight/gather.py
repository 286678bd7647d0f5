"""Gathers what a preflight page shows, from the finished files alone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from publish.codes import code_entries
from publish.model.book import Book, Edition
from publish.model.lengths import POINTS, in_millimetres
from publish.model.printer import PrintOrder
from publish.preflight.facts import DrawnBox, PlacedImage, PreflightSheet, Sheet, Verdict
from publish.preflight.plates import plates_of
from publish.verification.print.finding import Job
from publish.verification.print.preflight import RuleFinding, findings, job_of, open_files
from publish.verification.print.reader import PrintedPage, PrintFile
from publish.verification.print.rules.places import sides, spine_of
from publish.verification.print.table import COVER, INTERIOR, RULES
from publish.verification.print.things import Box

_ORDER = (COVER, INTERIOR)
_ACROSS = 300  # pixels of a picture of a page
_COVER_ACROSS = 900
_LEVELS = 16  # of grey or colour: enough for a small picture


def gather_preflight(folder: Path, book: Book, edition: Edition) -> PreflightSheet:
    """Everything about the files of an edition in a folder.

    Raises `pikepdf.PdfError`, `OSError`, `ToolFailed`.
    """
    order = edition.order
    assert order is not None, "only an edition for a printer has a preflight"
    files = open_files(folder)
    found = findings(files, book, edition)
    job = job_of(book, edition, files[INTERIOR])
    return PreflightSheet(
        title=book.metadata.title,
        edition=edition.name,
        order=list(_order(order, files[INTERIOR], files[COVER])),
        verdicts=[_verdict(code, found) for code in RULES],
        sheets=[
            *_sheets(COVER, files[COVER], found, _folds(files[COVER], job)),
            *_sheets(INTERIOR, files[INTERIOR], found),
        ],
        images=[image for name in _ORDER for image in _images(name, files[name])],
        resolution=order.printer.interior.resolution,
    )


def _order(order: PrintOrder, interior: PrintFile, cover: PrintFile) -> Iterator[tuple[str, str]]:
    asked, pages = order.printer.interior, interior.page_count
    yield "Printer", f"{order.printer.name}; rules read on {order.printer.read}"
    yield "Paper", order.paper.name
    yield "Inks", order.inks.value
    yield "Binding", order.binding.value
    yield "Standard", "PDF" if asked.standard == "none" else asked.standard.value
    if asked.condition:
        yield "Printing condition", asked.condition
    yield "Trim", _size(interior.pages[0].trim)
    yield "Bleed", in_millimetres(asked.bleed) if order.bleeds else "none"
    yield "Pages", str(pages)
    moved = abs(interior.pages[0].trim[0])
    by = f"; pages are moved {in_millimetres(moved)} from the spine" if moved else ""
    yield "Inner margin", f"at least {in_millimetres(asked.inner_margin(pages))}{by}"
    yield "Spine", in_millimetres(order.spine(pages))
    yield "Cover", _size(cover.pages[0].trim)


def _size(box: Box) -> str:
    return f"{in_millimetres(box[2] - box[0])} × {in_millimetres(box[3] - box[1])}"


def _verdict(code: str, found: Sequence[RuleFinding]) -> Verdict:
    entry = code_entries()[code]
    sentences = [_sentence(each) for each in found if each.code == code]
    return Verdict(code, entry.title, "error" in entry.severities, sentences, entry.cure)


def _sentence(found: RuleFinding) -> str:
    page = "" if found.finding.page is None else f", page {found.finding.page + 1}"
    return f"{found.file}{page}: {found.finding.message}"


def _folds(file: PrintFile, job: Job) -> list[Box]:
    """The spine, and what is seen of front and back: the cover is folded at their edges."""
    left, right = spine_of(file, job)
    _, low, _, high = sides(file, job)[0]
    return [(left, low, right, high), *sides(file, job)]


def _sheets(
    name: str, file: PrintFile, found: Sequence[RuleFinding], folds: Sequence[Box] = ()
) -> Iterator[Sheet]:
    plates = plates_of(file.path)
    marked: dict[int, list[Box]] = {}
    for each in found:
        if each.file == name and each.finding.page is not None and each.finding.box is not None:
            marked.setdefault(each.finding.page, []).append(each.finding.box)
    pictures = _pictures(file, _COVER_ACROSS if name == COVER else _ACROSS)
    for page, picture in zip(file.pages, pictures, strict=True):
        yield _sheet(name, page, picture, marked, plates[page.number : page.number + 1], folds)


def _sheet(
    name: str,
    page: PrintedPage,
    picture: bytes,
    marked: Mapping[int, Sequence[Box]],
    plates: Sequence[tuple[float, ...]],
    folds: Sequence[Box],
) -> Sheet:
    media = page.box("/MediaBox") or page.trim
    boxes = [("bleed", page.box("/BleedBox") or page.trim), ("trim", page.trim)]
    boxes += [("fold", box) for box in folds]
    boxes += [("finding", box) for box in marked.get(page.number, ())]
    return Sheet(
        file=name,
        number=page.number + 1,
        width=round(media[2] - media[0], 2),
        height=round(media[3] - media[1], 2),
        picture=picture,
        boxes=[_drawn(kind, box, media) for kind, box in boxes],
        plates=[part for row in plates for part in row],
    )


def _drawn(kind: str, box: Box, media: Box) -> DrawnBox:
    place = box[0] - media[0], media[3] - box[3], box[2] - box[0], box[3] - box[1]
    left, top, width, height = (round(each, 2) for each in place)
    return DrawnBox(kind, left, top, width, height)


def _pictures(file: PrintFile, across: int) -> Iterator[bytes]:
    document = pdfium.PdfDocument(file.content)
    try:
        for page in document:
            picture = page.render(scale=across / page.get_width()).to_pil()
            yield _png(picture)
    finally:
        document.close()


def _png(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.convert("RGB").quantize(_LEVELS).save(content, "PNG", optimize=True)
    return content.getvalue()


def _images(name: str, file: PrintFile) -> Iterator[PlacedImage]:
    for page in file.pages:
        for thing in page.marked:
            if thing.kind == "image":
                left, below, right, above = (each / POINTS["mm"] for each in thing.box)
                size = f"{right - left:.0f} × {above - below:.0f} mm"
                yield PlacedImage(name, page.number + 1, round(thing.resolution), size)
