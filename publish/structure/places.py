"""Takes the source lines out of the text, when no pass needs them for a message any more."""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book


def forget_places(book: Book, _: Report) -> Book:
    """Remove what reading left in the markup for diagnostics alone."""
    for section in book.walk():
        etree.strip_attributes(section.body, "data-line", "data-origin", "data-note")
    return book
