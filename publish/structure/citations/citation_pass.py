"""The pass for citations: a book without references does not import their processor."""

from __future__ import annotations

import msgspec

from publish.context import Context
from publish.model.book import Book
from publish.structure.citations.lists import bibliography_lists


def cite_works(book: Book, context: Context) -> Book:
    """Write the text of every citation and the entries of each bibliography."""
    lists = bibliography_lists(book, context.report)
    if book.bibliography is None:
        return book
    from publish.structure.citations.bibliography import write_citations

    citations = write_citations(book, book.bibliography, lists, context.report)
    return msgspec.structs.replace(book, citations=citations)
