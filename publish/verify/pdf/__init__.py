"""Reads a finished PDF back, surface by surface, and holds it against the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2

from publish.aside import shared
from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.verify.difference import Difference, every_surface, unreadable
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

_MANY = 200  # pages, from which on two processes compare faster than one

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


def verify_pdf(
    path: Path, book: Book, edition: Edition, cache: Cache | None = None
) -> Iterator[Difference]:
    """Every difference between the PDF at `path` and the settled book.

    Pages that were read before, from the same bytes, are taken from `cache`.
    """
    try:
        finished = Finished.open(path, book, edition, cache)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, OSError) as error:
        yield unreadable("file", str(error))
        return
    with finished.pdf:
        finished.prepare()
        names = list(SURFACES)
        turns = [*names[::2], *names[1::2]]  # so that each half holds some of the longest
        least = len(names) // 2 if len(finished.pages) >= _MANY else len(names)
        found: dict[str, list[Difference]] = {}
        for share in shared(partial(_differences, finished), turns, least):
            found |= share
    for name in names:
        yield from found[name]


def _differences(finished: Finished, names: Sequence[str]) -> dict[str, list[Difference]]:
    shown = {name: {name: SURFACES[name]} for name in names}
    return {
        name: list(every_surface(one, finished, pikepdf.PdfError)) for name, one in shown.items()
    }


__all__ = ["SURFACES", "verify_pdf"]
