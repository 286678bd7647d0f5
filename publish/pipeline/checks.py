"""What a format cannot show of a book, reported before anything is written; what it needs of the
release before."""

from __future__ import annotations

from collections.abc import Sequence

from publish.cache import Cache
from publish.diagnostics import Report
from publish.errors import LayoutError
from publish.model.book import Book, Edition
from publish.model.earlier_page import EarlierPage
from publish.model.formats import format_of, resolve
from publish.sources.files.manuscript_lines import manuscript_lines


def shown_book(book: Book, edition: Edition, report: Report) -> Book:
    """The book as an edition shows it; what its format cannot show goes to the report.

    The checker of a format takes the book, the edition, a reader of the lines of its files, and the
    report.
    """
    if edition.since is not None:
        from publish.pipeline.earlier_pages import check_since  # with all that compares texts

        check_since(book, edition, report)
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


def earlier_pages_of(book: Book, edition: Edition, cache: Cache) -> Sequence[EarlierPage]:
    """The pages that a web edition had in the release before, if it names that."""
    if edition.since is None:
        return ()
    from publish.pipeline.earlier_pages import earlier_pages  # with all that compares texts

    return earlier_pages(book, edition, cache)
