"""Writes every section out once, when its text is what the products show."""

from __future__ import annotations

from dataclasses import replace

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.section import serialize_section


def serialize_sections(book: Book, _: Report) -> Book:
    """The book with the markup of its sections, which the passes behind this one leave as it is."""
    return replace(
        book, section_markup={section.id: serialize_section(section) for section in book.walk()}
    )
