"""Data for the verification of a PDF, loaded while its pages are laid out."""

from __future__ import annotations

from publish.cache import Cache, digest
from publish.model.book import Book, Edition
from publish.verification.expected_content import expected_content
from publish.verification.pdf.reader.page_cache import RecentPages
from publish.verification.pdf.style.promise import PromisedPages


class Prepared:
    """Digests of the sections of a book, the pages of the last build of an edition, and the pages
    that its style sheets promise."""

    def __init__(self, book: Book, edition: Edition, cache: Cache) -> None:
        self.recent = RecentPages(cache, str(book.folder), edition.name)
        self.promised_pages = PromisedPages(book, edition, cache)
        _ = self.promised_pages.unclear  # reads the style sheets now
        # All that the sections of a file should show, by the id of the one that opens it.
        self.section_digests = {
            opening.id: digest(*expected_content(book, opening))
            for opening in (book.opening_sections() if cache.folder else ())
        }
