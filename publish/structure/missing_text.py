"""Inserts a notice into sections whose text the source lacks."""

from __future__ import annotations

from lxml import etree

from publish.context import Context
from publish.model.book import Book
from publish.model.markup import MISSING, X


def insert_missing_notices(book: Book, _: Context) -> Book:
    """Mark the missing sections; one without an editor's note gets the notice of its language."""
    for section in book.walk():
        if not section.missing:
            continue
        section.body.set("class", MISSING)
        if not len(section.body):
            notice = etree.SubElement(section.body, f"{X}p")
            notice.text = book.metadata.words_in(section.language).missing
    return book
