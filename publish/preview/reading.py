"""The text that views are made of: the book as each edition has it, and the files it is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from publish.context import Context
from publish.diagnostics import Report
from publish.model.book import Book, Edition
from publish.pipeline import load_book
from publish.pipeline.selection import needs_other_text
from publish.preview.editions import shown_editions
from publish.sources.files.snapshot import FilesRead


class Text(msgspec.Struct, frozen=True):
    """A text that was read without errors."""

    editions: Mapping[str, Edition]  # by view, as are the books
    books: Mapping[str, Book]
    book_for: Callable[[Edition], Book]
    context: Context
    files_read: FilesRead

    def edition(self, name: str) -> Edition:
        """An edition of the book, which need not be shown."""
        book = next(iter(self.books.values()))
        return next(each for each in book.editions if each.name == name)

    @property
    def report(self) -> Report:
        """What has been reported of this text."""
        return self.context.report


def read_text(folder: Path, names: Sequence[str], context: Context, files_read: FilesRead) -> Text:
    """Read a book for its views; raises `ContentError`."""
    book = load_book(folder, context)
    first = book.editions[0]

    def book_for(edition: Edition) -> Book:
        has_other_links = edition.link_addresses != book.link_addresses
        is_other = has_other_links or needs_other_text(book, edition.name, first.name)
        return load_book(folder, context, edition) if is_other else book

    editions = shown_editions(book, names)
    books = {view: book_for(edition) for view, edition in editions.items()}
    return Text(editions, books, book_for, context, files_read)
