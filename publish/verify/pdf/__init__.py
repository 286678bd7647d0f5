"""Reads a finished PDF back, surface by surface, and holds it against the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.processes import shared
from publish.verify.difference import Difference, every_surface, unreadable
from publish.verify.pdf.agreed import Agreed
from publish.verify.pdf.beforehand import Beforehand
from publish.verify.pdf.captions import captions
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.folios import folios, page_labels
from publish.verify.pdf.formulas import formulas
from publish.verify.pdf.heads import running_heads
from publish.verify.pdf.languages import languages
from publish.verify.pdf.listnumbers import list_numbers
from publish.verify.pdf.lists import lists
from publish.verify.pdf.made import made
from publish.verify.pdf.metadata import metadata
from publish.verify.pdf.navigation import contents, headings, outline
from publish.verify.pdf.notelinks import note_links
from publish.verify.pdf.reading import reading_order
from publish.verify.pdf.references import index, page_references, references
from publish.verify.pdf.taborder import tab_order
from publish.verify.pdf.text import notes, text

Surface = Callable[[Finished], Iterator[Difference]]

SURFACES: dict[str, Surface] = {
    "metadata": metadata,
    "made pages": made,
    "headings": headings,
    "outline": outline,
    "printed contents": contents,
    "page labels": page_labels,
    "folios": folios,
    "running heads": running_heads,
    "references": references,
    "page references": page_references,
    "index": index,
    "lists": lists,
    "list numbers": list_numbers,
    "captions": captions,
    "notes": notes,
    "note links": note_links,
    "text": text,
    "reading order": reading_order,
    "languages": languages,
    "tab order": tab_order,
    "formulas": formulas,
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
        for share in shared(partial(_differences, finished), _SHARES, least):
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
