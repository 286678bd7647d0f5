"""Where the bibliography goes: one list for the whole book, and lists of single chapters or parts.

A list is at a block `::: bibliography`, or at the end of a section with the role `bibliography`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.model.markup import REFERENCES, X, has_class
from publish.model.roles import Rank, Role
from publish.model.section import Section
from publish.model.xhtml import source_location

_WITH_LISTS = frozenset({Rank.VOLUME, Rank.PART, Rank.CHAPTER, Rank.APPENDIX})


class BibliographyList(msgspec.Struct, frozen=True, eq=False):
    """A list of works: the element that it goes into, and the ids of the sections that it is for.

    Without `sections` it is for the whole book.
    """

    container: etree._Element
    sections: frozenset[str] | None = None

    def is_for(self, section: str) -> bool:
        """Whether the list has the works that a section cites."""
        return self.sections is None or section in self.sections


def bibliography_lists(book: Book, report: Report) -> list[BibliographyList]:
    """The lists of a book; a second one for the same chapter, part or book is an error."""
    places = list(_blocks(book))
    has_blocks = bool(places)
    places += [
        (section.body, section, above)
        for section, above in _with_ancestors(book.sections, ())
        if section.role is Role.BIBLIOGRAPHY and not (has_blocks and len(section.body))
    ]
    if book.bibliography is None:
        _report_without_references(places if has_blocks else [], report)
        return []
    if len(places) == 1:
        return [BibliographyList(places[0][0])]
    lists: dict[str, BibliographyList] = {}
    for container, section, above in places:
        owner = _owner((*above, section))
        name = owner.id if owner else ""
        if name not in lists:
            ids = frozenset(each.id for each in owner.walk()) if owner else None
            lists[name] = BibliographyList(container, ids)
        elif container is not section.body:
            place = source_location(container, section.location.path)
            hint = f"keep one for {'each chapter or part' if name else 'the whole book'}"
            report.add("REF-025", "a second block for the bibliography", place, hint=hint)
    return list(lists.values())


_Place = tuple[etree._Element, Section, tuple[Section, ...]]


def _blocks(book: Book) -> Iterator[_Place]:
    if TextFeature.BIBLIOGRAPHY in book.absent_features:
        return
    for section, above in _with_ancestors(book.sections, ()):
        for block in section.body.iter(f"{X}div"):
            if has_class(block, REFERENCES):
                yield block, section, above


def _with_ancestors(
    sections: tuple[Section, ...], above: tuple[Section, ...]
) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    for section in sections:
        yield section, above
        yield from _with_ancestors(section.children, (*above, section))


def _owner(sections: tuple[Section, ...]) -> Section | None:
    """The chapter or part whose works a list has; None for a list of the whole book."""
    owners = (each for each in reversed(sections) if each.rank in _WITH_LISTS)
    return next((each for each in owners if each.role is not Role.BIBLIOGRAPHY), None)


def _report_without_references(blocks: list[_Place], report: Report) -> None:
    for block, section, _ in blocks[:1]:
        hint = 'name its files: `[bibliography]` with `files = ["references.bib"]`'
        message = "there is a block for the bibliography, but the book has no references"
        report.add("REF-023", message, source_location(block, section.location.path), hint=hint)
