"""Reads a finished web edition back and compares it with the book, surface by surface.

`reader` opens the folder, `finished` adds the book; `checks` has the surfaces of the web, and
`verification/pages` those that it shares with e-books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from publish.context import Context
from publish.model.book import Book, Edition
from publish.verification.difference import Difference, run_checks, unreadable
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
from publish.verification.web.checks.downloads import check_downloads
from publish.verification.web.checks.earlier_addresses import check_earlier_addresses
from publish.verification.web.checks.head import check_head, check_safety
from publish.verification.web.checks.links import check_links
from publish.verification.web.checks.offline import check_offline
from publish.verification.web.checks.page_numbers import check_page_numbers
from publish.verification.web.checks.site_contents import check_site_contents, check_turns
from publish.verification.web.finished import FinishedWeb, ReadBefore

Check = Callable[[FinishedWeb], Iterator[Difference]]

SURFACES: dict[str, Check] = {
    "metadata": check_head,
    "safety": check_safety,
    "links": check_links,
    "earlier addresses": check_earlier_addresses,
    "downloads": check_downloads,
    "offline": check_offline,
    "generated pages": check_generated_pages,
    "turns": check_turns,
    "document titles": check_document_titles,
    "headings": check_headings,
    "contents page": check_contents_page,
    "site contents": check_site_contents,
    "page numbers": check_page_numbers,
    "references": check_references,
    "page references": check_page_references,
    "index": check_index,
    "lists": check_lists,
    "captions": check_captions,
    "notes": check_notes,
    "pictures": check_pictures,
    "tables": check_tables,
    "text": check_text,
    "markup": check_markup,
}


def verify_web(
    path: Path, book: Book, edition: Edition, context: Context, before: ReadBefore | None = None
) -> Iterator[Difference]:
    """The differences between the web edition in `path` and the settled book.

    Pages that were verified with the same sections before are not compared again.
    """
    before = before or ReadBefore(book, edition, context)
    try:
        finished = FinishedWeb.open(path, book, edition, before)
        yield from run_checks(SURFACES, finished, Unreadable)
    except Unreadable as error:
        yield unreadable("pages", str(error))
        return
    finished.verified.store()


__all__ = ["SURFACES", "ReadBefore", "verify_web"]
