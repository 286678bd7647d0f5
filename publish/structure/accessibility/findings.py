"""Findings of the accessibility checks, and the text that they check."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.markup import CITATION, REFERENCES, X, classes_of
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import source_location

# Their text is generated: the text before each link names its target.
_GENERATED = frozenset({Role.INDEX, Role.BIBLIOGRAPHY})
_WORKS = {CITATION, REFERENCES}  # so is that of works, whose words are in files of references
_CHECKED = tuple(f"{X}{name}" for name in ("a", "img", "table"))


class Finding(msgspec.Struct, frozen=True):
    """A problem found by a check; `code` identifies the check, `kind` is that of a diagnostic."""

    code: str
    message: str
    location: Location
    hint: str
    kind: str = ""


class AuthoredText:
    """The titles and bodies that the author wrote, each with its section.

    One walk over the book serves all checks, since it takes longer than the checks themselves.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.roots = tuple(_roots(book))
        self._elements: dict[str, list[tuple[Section, etree._Element]]] = {t: [] for t in _CHECKED}
        for section, root in self.roots:
            for node in root.iter(*_CHECKED) if len(root) else ():
                if not any(map(is_of_works, node.iterancestors())):
                    self._elements[str(node.tag)].append((section, node))

    def elements(self, name: str) -> list[tuple[Section, etree._Element]]:
        """The links (`a`), images or tables in reading order, each with its section."""
        return self._elements[f"{X}{name}"]


def _roots(book: Book) -> Iterator[tuple[Section, etree._Element]]:
    for section in book.walk():
        yield section, section.title_markup
        if section.role not in _GENERATED:
            yield section, section.body


def is_of_works(node: etree._Element) -> bool:
    """Whether an element is a citation or a bibliography."""
    return not _WORKS.isdisjoint(classes_of(node))


def location_in(section: Section, node: etree._Element) -> Location:
    """The location of an element in the manuscript; that of its section if no line is known."""
    location = source_location(node, section.location.path)
    return location if location.line else section.location


def language_at(node: etree._Element, section: Section, book: Book) -> str:
    """The declared language of an element."""
    ancestor: etree._Element | None = node
    while ancestor is not None:
        if language := ancestor.get("lang"):
            return language
        ancestor = ancestor.getparent()
    return section.language or book.metadata.language
