"""Makes a PDF of pieces that are laid out apart and linked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from publish.cache import Cache
from publish.diagnostics import Report
from publish.external import available_cores
from publish.model.book import Book
from publish.outputs.pdf.checks.lost_text import refuse_loss
from publish.outputs.pdf.claims.metadata import details
from publish.outputs.pdf.document.layout_input import Composition
from publish.outputs.pdf.document.pieces import cut
from publish.outputs.pdf.exchange.job_folder import TIME_LIMIT, write_job_files
from publish.outputs.pdf.exchange.jobs import Setup
from publish.outputs.pdf.exchange.laid_out_book import LaidOutBook
from publish.outputs.pdf.exchange.object_file import EngineMessage
from publish.outputs.pdf.link.linker import Linker
from publish.outputs.pdf.link.navigation import outline
from publish.outputs.pdf.schedule.fixpoint import settle
from publish.outputs.pdf.schedule.object_store import Store
from publish.outputs.pdf.schedule.pagination import Pagination
from publish.outputs.pdf.schedule.pool import Press
from publish.outputs.pdf.schedule.progress import Pace
from publish.render.mathfont import has_formulas
from publish.render.theme import Theme

_MANY = 4  # sections; to warm up takes as long as it saves in so many


def link(
    made: Composition, press: Press, report: Report, pace: Pace, meanwhile: Callable[[], None]
) -> LaidOutBook:
    """Lay out by a press, which is set up, what the cache does not hold, and link the book.

    What is to be done `meanwhile` is done once: while the press lays out, if it has to.
    """
    book, standard = made.book, made.edition.standard
    beside = cache(meanwhile)
    store = Store(Cache.default(), press, made.style, book.resources, pace, beside)
    copies = cut(made.documents.front, made.documents.body)
    pace.begin(sum(copy.length for copy in copies))
    pagination = settle(copies, store, made.edition.sides)
    beside()
    pieces = [pagination.pieces[copy] for copy in pagination.copies]
    faces = store.embed(pieces, made.theme.fonts)
    refuse_loss(book, pagination.pages.anchor_pages, report)
    linker = Linker(pagination, faces, standard, book.notes_place)
    catalog, info = details(linker, book, made.edition)
    content = linker.finish(catalog | outline(linker, book.sections), info)
    return LaidOutBook(content, pagination.count, messages(pagination))


def set_up(press: Press, book: Book, style: str, theme: Theme) -> None:
    """Make a press ready for the pieces of a book."""

    def prepare(folder: Path) -> Setup:
        files = write_job_files(folder, style, theme, book.resources)
        languages = sorted({book.metadata.language, *theme.inner_languages})
        many = len(book.sections) >= _MANY
        return Setup(files, languages, available_cores(), TIME_LIMIT, has_formulas(book), many)

    press.set_up(prepare)


def messages(pagination: Pagination) -> list[EngineMessage]:
    """What the layout of all pieces has to say, and what leads nowhere."""
    found: dict[EngineMessage, None] = {}
    places = pagination.pages.anchor_pages
    for copy in pagination.copies:
        piece = pagination.pieces[copy]
        found |= dict.fromkeys(piece.messages)
        dead = (name for name in piece.link_targets if name not in places)
        found |= {
            EngineMessage("engine", f"no anchor #{name} for a reference"): None for name in dead
        }
        told = [spot.target for spot in piece.number_fields if spot.target] + list(
            copy.waiting.missing_anchors if copy.literal else ()
        )
        found |= {EngineMessage("lost", name): None for name in told if name not in places}
    return list(found)
