"""What a check of accessibility finds, and the text that it looks at."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import X, source_location

# Their text is generated: links there are places and works, told by what stands before them.
_GENERATED = frozenset({Role.INDEX, Role.BIBLIOGRAPHY})
_LOOKED_AT = tuple(f"{X}{name}" for name in ("a", "img", "table"))


class Finding(msgspec.Struct, frozen=True):
    """One thing that a check found; `code` names the check."""

    code: str
    message: str
    location: Location
    hint: str


class AuthoredText:
    """The titles and bodies that the author wrote, each with its section.

    A book is walked once for all checks: to come by an element takes longer than to look at it.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.passages = tuple(_texts(book))
        self._found: dict[str, list[tuple[Section, etree._Element]]] = {t: [] for t in _LOOKED_AT}
        for section, text in self.passages:
            for node in text.iter(*_LOOKED_AT) if len(text) else ():
                self._found[str(node.tag)].append((section, node))

    def elements(self, name: str) -> list[tuple[Section, etree._Element]]:
        """The links (`a`), images or tables in reading order, each with its section."""
        return self._found[f"{X}{name}"]


def _texts(book: Book) -> Iterator[tuple[Section, etree._Element]]:
    for section in book.walk():
        yield section, section.title_markup
        if section.role not in _GENERATED:
            yield section, section.body


def location_in(section: Section, node: etree._Element) -> Location:
    """Where an element stands in the manuscript; its section’s place where no line is known."""
    place = source_location(node, section.location.path)
    return place if place.line else section.location


def language_at(node: etree._Element, section: Section, book: Book) -> str:
    """The language that is said to hold for an element."""
    at: etree._Element | None = node
    while at is not None:
        if language := at.get("lang"):
            return language
        at = at.getparent()
    return section.language or book.metadata.language
