"""The sections that open a file, or pages of their own, with those that share it."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Book
from publish.model.section import Section


def opening_sections(book: Book) -> Iterator[Section]:
    """The sections that open a file, in reading order."""
    return (section for section in book.walk() if section.href)


def sections_in_file(opening: Section) -> Iterator[Section]:
    """The sections in the file that `opening` opens, itself first."""
    yield opening
    for child in opening.children:
        if not child.href:
            yield from sections_in_file(child)


def expected_content(book: Book, opening: Section) -> Iterator[bytes | str]:
    """All that the sections of a file should show, for a digest."""
    for each in sections_in_file(opening):
        fields = (each.id, each.role, each.level, each.href, each.title)
        yield repr((*fields, each.language, each.number, each.label, each.separator))
        yield book.markup_of(each)
