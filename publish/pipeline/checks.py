"""What a format cannot show of a book, reported before anything is written."""

from __future__ import annotations

from publish.diagnostics import Report
from publish.errors import LayoutError
from publish.model.book import Book, Edition
from publish.model.formats import format_of, resolve
from publish.sources.files.manuscript_lines import manuscript_lines


def shown_book(book: Book, edition: Edition, report: Report) -> Book:
    """The book as an edition shows it; what its format cannot show goes to the report.

    The checker of a format takes the book, the edition, a reader of the lines of its files, and the
    report.
    """
    checker = format_of(edition.format).checker
    if not checker:
        return book
    try:
        shown: Book = resolve(checker)(book, edition, manuscript_lines(book.folder), report)
    except LayoutError:
        if not report.errors:  # as for a theme that was refused
            raise
        return book
    return shown
