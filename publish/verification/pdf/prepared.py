"""Data for the verification of a PDF, loaded while its pages are laid out."""

from __future__ import annotations

from publish.cache import digest
from publish.context import Context
from publish.model.book import Book, Edition
from publish.verification.expected_content import expected_content
from publish.verification.pdf.reader.page_cache import RecentPages
from publish.verification.pdf.style.promise import PromisedPages

_LONG = 500_000  # bytes of the text of a book of about 200 pages


class Prepared:
    """Digests of the sections of a book, the pages of the last build of an edition, and the pages
    that its style sheets promise.

    A `reader`, which a long book has where there are copies, loads the pages itself.
    """

    def __init__(self, book: Book, edition: Edition, context: Context) -> None:
        cache, last_build = context.cache, (str(book.folder), edition.name)
        is_long = sum(map(len, book.section_markup.values())) >= _LONG
        self.reader = context.readers.get(edition.name) if is_long else None
        self.recent = None if self.reader else RecentPages(cache, *last_build)
        if self.reader:
            self.reader.send(last_build)
        self.promised_pages = PromisedPages(book, edition, cache)
        _ = self.promised_pages.unclear  # reads the style sheets now
        # All that the sections of a file should show, by the id of the one that opens it.
        self.section_digests = {
            opening.id: digest(*expected_content(book, opening))
            for opening in (book.opening_sections() if cache.folder else ())
        }
