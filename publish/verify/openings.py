"""The sections that open a file, or pages of their own, with those that share it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

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


def told(section: Section) -> Iterator[bytes | str]:
    """All that a section should show, without those below it, for a digest."""
    yield marks(section)
    yield etree.tostring(section.body)


def marks(section: Section) -> str:
    """All that a section should show beside its text, for a digest."""
    shown = (section.id, section.role, section.level, section.href, section.title)
    return repr((*shown, section.language, section.number, section.label, section.separator))
