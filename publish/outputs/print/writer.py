"""Writes the folder with everything that a printer gets: the interior and the cover."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pikepdf

from publish.context import Context
from publish.diagnostics import Report, Severity
from publish.files import read_product, sha256_of, write_staged
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.lengths import in_millimetres
from publish.outputs.print.interior import facts_of, interior, product_of
from publish.outputs.print.wrap.sheet import wrap_around
from publish.processes import both

INTERIOR, COVER = "interior.pdf", "cover.pdf"
_MEDIA_TYPE = "application/pdf"


def write_print(
    book: Book, edition: Edition, target: Path, context: Context, *, pages: Path
) -> Artifact:
    """Write the files of an edition for a printer into the folder `target`.

    `pages` is the finished PDF edition that it prints. The cover is laid out while the interior is
    written, since only its size depends on the pages. Raises `ContentError` (LAY-010) for a cover
    that cannot be laid out, `MissingTool` for its barcode, `CannotWrite`.
    """
    order = edition.order
    assert order is not None, "reading has checked it"
    cache, rtl = context.cache, book.direction == "rtl"
    product = product_of(book, edition)
    with pikepdf.open(pages) as screen:
        laid_out, trim, moment = facts_of(screen)
        count = order.printer.interior.page_count(laid_out)
        wrap = wrap_around(book, edition, order, trim, count)
        printed, page = both(
            partial(interior, pages, order, cache, product=product, rtl=rtl, opened=screen),
            partial(wrap.lay_out, cache),
            context.copies,
        )
    cover = wrap.finished(page, sha256_of(printed.content), moment, cache)
    for name, each in ((INTERIOR, printed.content), (COVER, cover)):
        write_staged(target / name, each)
    if printed.moved:
        _report_moved(printed.moved, count, edition, context.report)
    return _artifact(edition, target, count)


def _report_moved(moved: float, pages: int, edition: Edition, report: Report) -> None:
    """LAY-016: pages have less room at their outer edge than those of the PDF edition."""
    order = edition.order
    assert order is not None, "it was printed"
    asked = in_millimetres(order.printer.interior.inner_margin(pages))
    message = f"pages are moved {in_millimetres(moved)} from the spine"
    why = f"{order.printer.name} asks for {asked} in a book of {pages} pages"
    hint = (
        "nothing need be done: every line stays where it is on the page; look at the outer margin"
    )
    place = edition.locations["printer"]
    report.add("LAY-016", f"{message}: {why}", place, hint=hint, severity=Severity.INFO)


def _artifact(edition: Edition, target: Path, pages: int) -> Artifact:
    content = read_product(target)
    assert content is not None, "it was written"
    return Artifact(
        edition=edition.name,
        path=target,
        media_type=_MEDIA_TYPE,
        sha256=content.sha256,
        size=content.size,
        pages=pages,
        files=content.files,
    )
