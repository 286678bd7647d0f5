"""The content that the sections of a file should show, for a digest."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Book
from publish.model.section import Section


def expected_content(book: Book, opening: Section) -> Iterator[bytes | str]:
    """All that the sections of a file should show, for a digest."""
    for each in opening.in_file():
        fields = (each.id, each.role, each.level, each.href, each.title)
        yield repr((*fields, each.language, each.number, each.label, each.separator))
        yield book.markup_of(each)
