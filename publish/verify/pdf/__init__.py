"""Reads a finished PDF back, surface by surface, and holds it against the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.processes import map_in_processes
from publish.verify.difference import Difference, every_surface, unreadable
from publish.verify.pdf.checks.captions import check_captions
from publish.verify.pdf.checks.folios import check_folios
from publish.verify.pdf.checks.formulas import check_formulas
from publish.verify.pdf.checks.generated_pages import check_generated_pages
from publish.verify.pdf.checks.headings import check_headings
from publish.verify.pdf.checks.index import check_index
from publish.verify.pdf.checks.languages import check_languages
from publish.verify.pdf.checks.list_numbers import check_list_numbers
from publish.verify.pdf.checks.lists import check_lists
from publish.verify.pdf.checks.metadata import check_metadata
from publish.verify.pdf.checks.note_links import check_note_links
from publish.verify.pdf.checks.notes import check_notes
from publish.verify.pdf.checks.outline import check_outline
from publish.verify.pdf.checks.page_labels import check_page_labels
from publish.verify.pdf.checks.printed_contents import check_printed_contents
from publish.verify.pdf.checks.reading_order import check_reading_order
from publish.verify.pdf.checks.references import check_page_references, check_references
from publish.verify.pdf.checks.running_heads import check_running_heads
from publish.verify.pdf.checks.tab_order import check_tab_order
from publish.verify.pdf.checks.text import check_text
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.prepared import Beforehand
from publish.verify.pdf.verified_before import Agreed

Surface = Callable[[Finished], Iterator[Difference]]

SURFACES: dict[str, Surface] = {
    "metadata": check_metadata,
    "made pages": check_generated_pages,
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
}


# Shares for two processes. What reads the same of a file is in one; each takes about as long where
# a chapter or two are new.
_WORDS = (
    *("made pages", "outline", "folios", "running heads"),
    *("captions", "notes", "note links", "text", "reading order"),
)
_SHARES = (tuple(name for name in SURFACES if name not in _WORDS), _WORDS)


def verify_pdf(
    path: Path,
    book: Book,
    edition: Edition,
    cache: Cache | None = None,
    beforehand: Beforehand | None = None,
) -> Iterator[Difference]:
    """Every difference between the PDF at `path` and the settled book.

    `beforehand` is what was known before the file was there, if anybody asked. Pages that were read
    before, from the same bytes, are taken from `cache`, and what agreed in a chapter of the same
    elements and sections is not compared again.
    """
    known = beforehand or Beforehand(book, edition, cache)
    try:
        finished = Finished.open(path, book, edition, cache, known.recent)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, OSError) as error:
        yield unreadable("file", str(error))
        return
    with finished.pdf:
        agreed = Agreed(finished, cache, known.told)
        finished.fresh = agreed.without(finished.book.walk())
        least = 1 if finished.is_long else len(_SHARES)
        found: dict[str, list[Difference]] = {}
        for share in map_in_processes(partial(_differences, finished), _SHARES, least):
            found |= share
    if not any(found.values()):
        agreed.keep()
    for name in SURFACES:
        yield from found[name]


def _differences(
    finished: Finished, shares: Sequence[Sequence[str]]
) -> dict[str, list[Difference]]:
    return {
        name: list(every_surface({name: SURFACES[name]}, finished, pikepdf.PdfError))
        for names in shares
        for name in names
    }


__all__ = ["SURFACES", "Beforehand", "verify_pdf"]
