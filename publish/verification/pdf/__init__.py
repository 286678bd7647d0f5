"""Reads a finished PDF back and compares it with the book, surface by surface.

`reader` opens the file, `style` knows which pages were promised, `finished` adds the book, and each
module of `checks` compares a surface.
What several checks need is in `own_text`, `page_numbers`, `type_area`, `calls`, `owners`, `anchors`
and `links`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2

from publish.context import Context
from publish.model.book import Book, Edition
from publish.processes import map_in_processes
from publish.verification.difference import Difference, run_checks, unreadable
from publish.verification.pdf.checks.captions import check_captions
from publish.verification.pdf.checks.drawings import check_drawings
from publish.verification.pdf.checks.floats import check_floats
from publish.verification.pdf.checks.folios import check_folios
from publish.verification.pdf.checks.formulas import check_formulas
from publish.verification.pdf.checks.generated_pages import check_generated_pages
from publish.verification.pdf.checks.headings import check_headings
from publish.verification.pdf.checks.index import check_index
from publish.verification.pdf.checks.languages import check_languages
from publish.verification.pdf.checks.list_numbers import check_list_numbers
from publish.verification.pdf.checks.lists import check_lists
from publish.verification.pdf.checks.metadata import check_metadata
from publish.verification.pdf.checks.note_links import check_note_links
from publish.verification.pdf.checks.note_places import check_note_places
from publish.verification.pdf.checks.notes import check_notes
from publish.verification.pdf.checks.outline import check_outline
from publish.verification.pdf.checks.page_labels import check_page_labels
from publish.verification.pdf.checks.pictures import check_pictures
from publish.verification.pdf.checks.places import check_places
from publish.verification.pdf.checks.printed_contents import check_printed_contents
from publish.verification.pdf.checks.reading_order import check_reading_order
from publish.verification.pdf.checks.references import check_page_references, check_references
from publish.verification.pdf.checks.running_heads import check_running_heads
from publish.verification.pdf.checks.tab_order import check_tab_order
from publish.verification.pdf.checks.text import check_text
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.prepared import Prepared
from publish.verification.pdf.type_area import unknown_areas
from publish.verification.pdf.verified_before import VerifiedChapters

Check = Callable[[FinishedPdf], Iterator[Difference]]

SURFACES: dict[str, Check] = {
    "metadata": check_metadata,
    "generated pages": check_generated_pages,
    "headings": check_headings,
    "outline": check_outline,
    "printed contents": check_printed_contents,
    "page labels": check_page_labels,
    "folios": check_folios,
    "running heads": check_running_heads,
    "references": check_references,
    "page references": check_page_references,
    "index": check_index,
    "lists": check_lists,
    "list numbers": check_list_numbers,
    "captions": check_captions,
    "notes": check_notes,
    "note links": check_note_links,
    "text": check_text,
    "reading order": check_reading_order,
    "languages": check_languages,
    "tab order": check_tab_order,
    "formulas": check_formulas,
    "places": check_places,
    "note places": check_note_places,
    "floats": check_floats,
    "drawings": check_drawings,
    "pictures": check_pictures,
}


# Shares for two processes. Checks that read the same parts of a file are in one; both take about as
# long where a chapter or two are new.
_PAGE_CHECKS = (
    *("outline", "folios", "running heads", "captions", "notes", "note links", "text"),
    *("reading order", "places", "note places", "floats", "drawings"),
)
_SHARES = (tuple(name for name in SURFACES if name not in _PAGE_CHECKS), _PAGE_CHECKS)


def verify_pdf(
    path: Path,
    book: Book,
    edition: Edition,
    context: Context,
    prepared: Prepared | None = None,
) -> Iterator[Difference]:
    """The differences between the PDF at `path` and the settled book.

    `prepared` is what was loaded before there was a file. Pages with the same bytes as before are
    taken from the cache, and chapters that were verified with the same elements and sections are
    not compared again.
    """
    prepared = prepared or Prepared(book, edition, context)
    try:
        finished = FinishedPdf(path, book, edition, context, prepared.reader)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, OSError) as error:
        yield unreadable("file", str(error))
        return
    with finished:
        verified = VerifiedChapters(finished, context.cache, prepared.section_digests)
        finished.promised_pages = prepared.promised_pages
        finished.sections_to_check = verified.still_to_check(book.walk())
        finished.pages_to_check = verified.pages_to_check(range(len(finished.pages)))
        min_items = 1 if finished.is_long else len(_SHARES)
        differences: dict[str, list[Difference]] = {}
        run = partial(_run_checks, finished)
        for share in map_in_processes(run, _SHARES, min_items, context.copies):
            differences |= share
    if not any(differences.values()):
        verified.store()
    for name in SURFACES:
        yield from differences[name]
    yield from unknown_areas(finished)
    finished.forget()


def _run_checks(
    finished: FinishedPdf, shares: Sequence[Sequence[str]]
) -> dict[str, list[Difference]]:
    return {
        name: list(run_checks({name: SURFACES[name]}, finished, pikepdf.PdfError))
        for names in shares
        for name in names
    }


__all__ = ["SURFACES", "Prepared", "verify_pdf"]
