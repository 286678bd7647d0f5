"""Data for the verification of a PDF, loaded while its pages are laid out."""

from __future__ import annotations

from publish.cache import digest
from publish.context import Context
from publish.model.book import Book, Edition
from publish.verification.expected_content import expected_content
from publish.verification.pdf.reader.known_parts import Product
from publish.verification.pdf.style.promise import PromisedPages

_LONG = 500_000  # bytes of the text of a book of about 200 pages


class Prepared:
    """Digests of the sections of a book, the pages that the style sheets of an edition promise, and
    the `reader` of a long book where there are copies, which is told what it will read."""

    def __init__(self, book: Book, edition: Edition, context: Context) -> None:
        cache = context.cache
        is_long = sum(map(len, book.section_markup.values())) >= _LONG
        self.reader = context.readers.get(edition.name) if is_long else None
        if self.reader:
            self.reader.send(Product(str(book.folder), edition.name))
        self.promised_pages = PromisedPages(book, edition, cache)
        _ = self.promised_pages.unclear  # reads the style sheets now
        # All that the sections of a file should show, by the id of the one that opens it.
        self.section_digests = {
            opening.id: digest(*expected_content(book, opening))
            for opening in (book.opening_sections() if cache.folder else ())
        }
