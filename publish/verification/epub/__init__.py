"""Reads a finished EPUB back and compares it with the book, surface by surface.

`reader` opens the file, `finished` adds the book, and each module of `checks` compares a surface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from publish.context import Context
from publish.model.book import Book, Edition
from publish.verification.difference import Difference, unreadable
from publish.verification.epub.checks.metadata import check_metadata
from publish.verification.epub.checks.nav_headings import check_nav_headings
from publish.verification.epub.checks.nav_lists import check_nav_lists
from publish.verification.epub.checks.nav_markup import check_nav_markup
from publish.verification.epub.checks.navigation import (
    check_landmarks,
    check_nav,
    check_ncx,
)
from publish.verification.epub.checks.page_list import check_page_list
from publish.verification.epub.checks.picture_files import check_picture_files
from publish.verification.epub.checks.shop_markup import check_shop_markup
from publish.verification.epub.checks.spine import check_spine
from publish.verification.epub.finished import FinishedEpub
from publish.verification.pages.checks.captions import check_captions
from publish.verification.pages.checks.contents_page import check_contents_page
from publish.verification.pages.checks.document_titles import check_document_titles
from publish.verification.pages.checks.generated_pages import check_generated_pages
from publish.verification.pages.checks.headings import check_headings
from publish.verification.pages.checks.index_and_lists import check_index, check_lists
from publish.verification.pages.checks.markup import check_markup
from publish.verification.pages.checks.notes import check_notes
from publish.verification.pages.checks.pictures import check_pictures
from publish.verification.pages.checks.references import check_page_references, check_references
from publish.verification.pages.checks.tables import check_tables
from publish.verification.pages.checks.text import check_text
from publish.verification.pages.reader.document import Unreadable
from publish.verification.pages.shares import check_surfaces

Check = Callable[[FinishedEpub], Iterator[Difference]]


def _together(*checks: Check) -> Check:
    """One check of a surface that is on pages and in the navigation."""
    return lambda finished: chain.from_iterable(check(finished) for check in checks)


SURFACES: dict[str, Check] = {
    "metadata": check_metadata,
    "generated pages": _together(check_generated_pages, check_nav_headings),
    "spine": check_spine,
    "document titles": check_document_titles,
    "headings": check_headings,
    "nav": check_nav,
    "NCX": check_ncx,
    "contents page": check_contents_page,
    "landmarks": check_landmarks,
    "page list": check_page_list,
    "references": check_references,
    "page references": check_page_references,
    "index": check_index,
    "lists": _together(check_lists, check_nav_lists),
    "captions": check_captions,
    "notes": check_notes,
    "pictures": check_pictures,
    "picture files": check_picture_files,
    "tables": check_tables,
    "text": check_text,
    "markup": _together(check_markup, check_nav_markup),
    "shop markup": check_shop_markup,
}


def verify_epub(
    path: Path, book: Book, edition: Edition, context: Context, _prepared: None = None
) -> Iterator[Difference]:
    """The differences between the EPUB at `path` and the settled book.

    Documents that were verified with the same sections before are not compared again.
    """
    try:
        finished = FinishedEpub.open(path, book, edition, context.cache)
    except Unreadable as error:
        yield unreadable("container", str(error))
        return
    yield from check_surfaces(SURFACES, finished, Unreadable, context.copies)
    finished.verified.store()


__all__ = ["SURFACES", "verify_epub"]
