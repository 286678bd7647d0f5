"""Writes every section out once, when its text is what the products show."""

from __future__ import annotations

from dataclasses import replace

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.section import written


def write_markup(book: Book, _: Report) -> Book:
    """The book with the markup of all its sections.

    The passes behind this one leave the text as it is; what they take out of its tree, the source
    lines, stays in the markup.
    """
    return replace(book, markup={section.id: written(section) for section in book.walk()})
