"""What is known of a PDF before it is there: for the time in which it is laid out."""

from __future__ import annotations

from publish.cache import Cache, digest, toolchain
from publish.model.book import Book, Edition
from publish.verify.openings import openings, told
from publish.verify.pdf.reader.page_cache import Recent


class Beforehand:
    """What the sections of a book tell, and the pages of an edition as they were read last."""

    def __init__(self, book: Book, edition: Edition, cache: Cache | None) -> None:
        held = Cache(None) if cache is None else cache
        self.recent = Recent(held, digest(toolchain(), str(book.folder), edition.name))
        # By the id of each section that opens a page, all that it and those below it should show.
        self.told = {
            opening.id: digest(*told(book, opening))
            for opening in (openings(book) if held.folder else ())
        }
