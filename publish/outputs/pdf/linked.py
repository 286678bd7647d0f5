"""A PDF of pieces that are laid out separately and linked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from publish.context import Context
from publish.files import writing_staged
from publish.model.book import Book, Edition, Standard
from publish.model.bookmarks import outline_entries
from publish.outputs.pdf.checks.lost_text import report_lost_sections
from publish.outputs.pdf.claims import metadata
from publish.outputs.pdf.document.layout_input import LayoutInput
from publish.outputs.pdf.document.pieces import cut_into_pieces
from publish.outputs.pdf.exchange.job_folder import TIME_LIMIT, write_job_files
from publish.outputs.pdf.exchange.jobs import Setup
from publish.outputs.pdf.exchange.laid_out_book import LaidOutBook
from publish.outputs.pdf.exchange.object_file import EngineMessage
from publish.outputs.pdf.link.linker import Linker
from publish.outputs.pdf.link.navigation import write_outline
from publish.outputs.pdf.link.objects import ObjectTable
from publish.outputs.pdf.link.syntax import reference
from publish.outputs.pdf.schedule.book_fonts import merge_fonts
from publish.outputs.pdf.schedule.fixpoint import settle_page_numbers
from publish.outputs.pdf.schedule.laid_out_pieces import LaidOutPieces
from publish.outputs.pdf.schedule.object_store import LayoutFiles, ObjectStore, PieceWatch
from publish.outputs.pdf.schedule.pagination import Pagination
from publish.outputs.pdf.schedule.pool import LayoutPool
from publish.outputs.pdf.schedule.progress import LayoutProgress
from publish.render.mathfont import has_formulas
from publish.render.theme import Theme

_WARM_UP_FROM = 4  # sections; warming up takes as long as it saves in so many


def lay_out_linked(
    source: LayoutInput,
    target: Path,
    pool: LayoutPool,
    context: Context,
    progress: LayoutProgress,
    while_laying_out: Callable[[], None],
    watch: PieceWatch | None = None,
) -> LaidOutBook:
    """Lay out the pieces that are not in the cache by a pool, which is set up, and link the book
    to `target`.

    `while_laying_out` is called once: while the pool works, if it has to. A `watch` gets the
    pages of a change before that.
    """
    book, edition = source.book, source.edition
    call_once = cache(while_laying_out)
    inputs = LayoutFiles(source.style, book.resources, source.theme.fonts)
    with LaidOutPieces() as laid_out:
        store = ObjectStore(context.cache, pool, laid_out, inputs, progress, call_once, watch)
        pieces = cut_into_pieces(source.documents, source.shared, context.cache)
        progress.begin(sum(piece.text_length for piece in pieces))
        pagination = settle_page_numbers(pieces, store, edition.sides)
        call_once()
        fonts = merge_fonts(laid_out.fonts(pagination.sources))
        embedded = store.embed_fonts(fonts.uses)
        if watch:
            watch.keep(fonts.uses.values())
        report_lost_sections(book, pagination.page_numbers.anchor_pages, context.report)
        with writing_staged(target) as file:
            glyphs, rules = (embedded, fonts.other_readings), (edition.standard, book.notes_place)
            linker = Linker(file, pagination, laid_out.piece, *glyphs, *rules)
            _finish(linker, book, edition)
    strays = [stray for piece in pagination.pieces_in_order for stray in piece.strays]
    fits = [fit for piece in pagination.pieces_in_order for fit in piece.fits]
    return LaidOutBook(pagination.page_count, _messages(pagination), strays, fits)


def set_up_pool(pool: LayoutPool, book: Book, style: str, theme: Theme, processes: int) -> None:
    """Prepare a pool for the pieces of a book."""

    def prepare(folder: Path) -> Setup:
        return Setup(
            files=write_job_files(folder, style, theme, book.resources),
            languages=sorted({book.metadata.language, *theme.inner_languages}),
            workers=processes,
            time_limit=TIME_LIMIT,
            formulas=has_formulas(book),
            warm_up=len(book.sections) >= _WARM_UP_FROM,
        )

    pool.set_up(prepare)


def _finish(linker: Linker, book: Book, edition: Edition) -> None:
    """Write what surrounds the pages of a book."""
    entries = _catalog_entries(linker.objects, book, edition)
    outline = outline_entries(book, linker.destinations.anchors)
    entries |= write_outline(linker.objects, linker.destinations, outline)
    linker.finish(entries, metadata.document_information(book, edition))


def _catalog_entries(objects: ObjectTable, book: Book, edition: Edition) -> dict[str, bytes]:
    """Write the metadata and the colour profile; the entries that they have in the catalog."""
    entries = metadata.catalog_entries(book)
    stream = objects.add_stream(*metadata.metadata_stream(book, edition))
    entries["Metadata"] = reference(stream)
    if edition.standard is not Standard.NONE:
        profile = objects.add_stream(*metadata.colour_profile())
        entries["OutputIntents"] = metadata.output_intents(reference(profile))
    return entries


def _messages(pagination: Pagination) -> list[EngineMessage]:
    """The messages of all pieces, and one for each link or page number that leads nowhere."""
    messages: dict[EngineMessage, None] = {}
    anchors = pagination.page_numbers.anchor_pages
    for source in pagination.sources:
        piece = pagination.pieces[source]
        messages |= dict.fromkeys(piece.messages)
        for name in piece.link_targets:
            if name not in anchors:
                messages[EngineMessage("engine", f"no anchor #{name} for a link")] = None
        targets = piece.number_targets
        if source.needs_final_numbers:
            targets = [*targets, *source.placeholders.missing_anchors]
        for name in targets:
            if name not in anchors:
                messages[EngineMessage("lost", name)] = None
    return list(messages)
