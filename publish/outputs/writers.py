"""The writers of the formats, called alike: book, edition, target, context, and what is special."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from publish.context import Context
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.earlier_page import EarlierPage
from publish.model.pagebreak import PrintEdition

if TYPE_CHECKING:
    from publish.outputs.pdf.schedule.object_store import PieceWatch
    from publish.outputs.pdf.schedule.pool import LayoutPool
    from publish.outputs.pdf.whole.page_engine import PageEngine


def _nothing() -> None: ...


class WriteRequest(msgspec.Struct, frozen=True):
    """What a build hands to a writer, which takes what its format needs.

    `before` is where the product will be, and may be an earlier one; `printed` has the pages that
    an e-book refers to, `pages` is the file with those that go to a printer, `downloads` are the
    products that a web edition offers, and `earlier` are the pages that it had before. A format
    with pages is laid out by `pool`, piece by piece where it is `linked`, and a cover by
    `cover_engine`, if that was started; `manuscript_lines` reads the lines that messages quote,
    `while_laying_out` is called while other processes work, and `watch` gets the pages of a change
    before all are laid out. The search of a web edition is `indexed`, or later by others, and
    `pages_written` is called with its folder while other processes make the rest of it.
    """

    before: Path | None = None
    printed: PrintEdition | None = None
    pages: Path | None = None
    downloads: Sequence[Artifact] = ()
    earlier: Sequence[EarlierPage] = ()
    linked: bool = True
    pool: LayoutPool | None = None
    cover_engine: PageEngine | None = None
    manuscript_lines: Callable[[str], Sequence[str]] = lambda _: ()
    while_laying_out: Callable[[], None] = _nothing
    watch: PieceWatch | None = None
    indexed: bool = True
    pages_written: Callable[[Path], None] = lambda _: None


Writer = Callable[[Book, Edition, Path, Context, WriteRequest], Artifact]


def write_epub_product(
    book: Book, edition: Edition, target: Path, context: Context, request: WriteRequest
) -> Artifact:
    """Write an EPUB with its cover; see `write_epub`."""
    from publish.outputs.cover.cover import begin_drawing, cover_of
    from publish.outputs.epub import write_epub

    with cover_of(book, edition, context.cache, request.cover_engine) as cover:
        begin_drawing(cover)
        return write_epub(book, edition, target, context, cover=cover, printed=request.printed)


def write_pdf_product(
    book: Book, edition: Edition, target: Path, context: Context, request: WriteRequest
) -> Artifact:
    """Write a PDF; see `write_pdf`."""
    from publish.outputs.pdf.writer import write_pdf

    return write_pdf(
        book,
        edition,
        target,
        context,
        linked=request.linked,
        pool=request.pool,
        manuscript_lines=request.manuscript_lines,
        while_laying_out=request.while_laying_out,
        watch=request.watch,
    )


def write_web_product(
    book: Book, edition: Edition, target: Path, context: Context, request: WriteRequest
) -> Artifact:
    """Write a web edition with its cover; see `write_web`."""
    from publish.outputs.cover.cover import DRAWN_SIZE, begin_drawing, cover_of
    from publish.outputs.web.writer import WebRequest, write_web

    with cover_of(book, edition, context.cache, request.cover_engine) as cover:
        wanted = WebRequest(
            before=request.before,
            printed=request.printed,
            downloads=request.downloads,
            earlier=request.earlier,
            indexed=request.indexed,
            cover_size=DRAWN_SIZE if book.cover is None else None,
            planned=partial(begin_drawing, cover),
            pages_written=request.pages_written,
        )
        return write_web(book, edition, target, context, cover=cover, request=wanted)


def write_print_product(
    book: Book, edition: Edition, target: Path, context: Context, request: WriteRequest
) -> Artifact:
    """Write the files for a printer; see `write_print`."""
    from publish.outputs.print.writer import write_print

    assert request.pages is not None, "the edition that it prints is built before it"
    return write_print(book, edition, target, context, pages=request.pages)
