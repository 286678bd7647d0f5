"""The sections that open a file, or pages of their own, with those that share it."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Book
from publish.model.section import Section


def openings(book: Book) -> Iterator[Section]:
    """The sections that open a file, in reading order."""
    return (section for section in book.walk() if section.href)


def in_file(opening: Section) -> Iterator[Section]:
    """The sections that share the file that `opening` opens, itself first."""
    yield opening
    for child in opening.children:
        if not child.href:
            yield from in_file(child)


def told(book: Book, opening: Section) -> Iterator[bytes | str]:
    """All that an opening and the sections in its file should show, for a digest."""
    for each in in_file(opening):
        marks = (each.id, each.role, each.level, each.href, each.title)
        yield repr((*marks, each.language, each.number, each.label, each.separator))
        yield book.markup_of(each)
