"""Serializes each section once, after the passes that change its text."""

from __future__ import annotations

from msgspec.structs import replace

from publish.context import Context
from publish.model.book import Book
from publish.model.section import serialize_section


def serialize_sections(book: Book, _: Context) -> Book:
    """The book with the markup of its sections; later passes do not change the text."""
    return replace(
        book, section_markup={section.id: serialize_section(section) for section in book.walk()}
    )
