"""Reads a finished EPUB back, surface by surface, and holds it against the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.verify.difference import Difference, every_surface, unreadable
from publish.verify.epub.checks.captions import captions
from publish.verify.epub.checks.generated_pages import made
from publish.verify.epub.checks.headings import document_titles, headings, spine
from publish.verify.epub.checks.index_and_lists import index, lists
from publish.verify.epub.checks.metadata import metadata
from publish.verify.epub.checks.navigation import contents, landmarks, nav, ncx
from publish.verify.epub.checks.notes import notes
from publish.verify.epub.checks.page_list import page_list
from publish.verify.epub.checks.references import page_references, references
from publish.verify.epub.checks.text import text
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Unreadable

Surface = Callable[[Finished], Iterator[Difference]]

SURFACES: dict[str, Surface] = {
    "metadata": metadata,
    "made pages": made,
    "spine": spine,
    "document titles": document_titles,
    "headings": headings,
    "nav": nav,
    "NCX": ncx,
    "contents page": contents,
    "landmarks": landmarks,
    "page list": page_list,
    "references": references,
    "page references": page_references,
    "index": index,
    "lists": lists,
    "captions": captions,
    "notes": notes,
    "text": text,
}


def verify_epub(
    path: Path, book: Book, edition: Edition, cache: Cache | None = None
) -> Iterator[Difference]:
    """Every difference between the EPUB at `path` and the settled book.

    Documents that agreed with the same sections before, as `cache` knows, are not compared again.
    """
    try:
        finished = Finished.open(path, book, edition, cache)
    except Unreadable as error:
        yield unreadable("container", str(error))
        return
    yield from every_surface(SURFACES, finished, Unreadable)
    finished.agreed.keep()


__all__ = ["SURFACES", "verify_epub"]
