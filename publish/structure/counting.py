"""Counts the sections: which ordinal each has, and from where.

A section is counted when its matter, its role, its depth and its author want it numbered. Counts
are kept by rank: under one parent where the scheme restarts, through the book where it runs on.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from publish.model.book import Book
from publish.model.numerals import Numeral, parse_numeral
from publish.model.roles import Matter, Rank, Role
from publish.model.scheme import Scheme
from publish.model.section import Section

# Roles that carry a number unless told otherwise; the others stand apart from the count.
_NUMBERED = frozenset({Role.VOLUME, Role.PART, Role.CHAPTER, Role.SECTION, Role.APPENDIX})


class SectionCount(msgspec.Struct, frozen=True):
    """Why a section has its number, or none: `reason` tells it in words for `publish explain`."""

    section: Section
    scheme: Scheme
    parent: Section | None
    ordinal: int | None
    reason: str


def count_sections(book: Book) -> Iterator[SectionCount]:
    """The count of every section, in reading order."""
    counter = _Counter(book)
    for section in book.sections:
        yield from counter.count(section, None, _wanted_by_matter(section))


def _wanted_by_matter(section: Section) -> bool:
    if section.role is Role.APPENDIX:
        return True
    return section.matter is Matter.BODY and section.role in _NUMBERED


class _Counter:
    def __init__(self, book: Book) -> None:
        self._numbering = book.numbering
        self._last: dict[tuple[Rank, str], int] = {}

    def count(
        self, section: Section, parent: Section | None, wanted: bool
    ) -> Iterator[SectionCount]:
        scheme = self._numbering.scheme_for(section.rank)
        wanted = (
            wanted if section.number_request.numbered is None else section.number_request.numbered
        )
        printed = section.number_request.number is not None
        if section.level > self._numbering.depth and not printed:
            depth = self._numbering.depth
            yield SectionCount(
                section, scheme, parent, None, f"numbers end at level {depth} (depth)"
            )
            inner = False
        elif not wanted and not printed:
            yield SectionCount(section, scheme, parent, None, _why_unnumbered(section))
            inner = False
        else:
            yield self._counted(section, scheme, parent)
            inner = True
        for child in section.children:
            yield from self.count(child, section, inner and child.role in _NUMBERED)

    def _counted(self, section: Section, scheme: Scheme, parent: Section | None) -> SectionCount:
        key = (section.rank, parent.id if parent and scheme.restart else "")
        last = self._last.get(key)
        if section.number_request.number is not None:
            printed = _ordinal_of(section.number_request.number, scheme)
            if printed is not None:
                self._last[key] = printed
            return SectionCount(section, scheme, parent, None, "its number is kept as printed")
        if section.number_request.start is not None:
            ordinal, reason = section.number_request.start, "its entry starts the count here"
        elif last is None:
            ordinal, reason = scheme.start, _first_reason(section, scheme, parent)
        else:
            ordinal, reason = last + 1, _next_reason(section, scheme, parent, last)
        self._last[key] = ordinal
        return SectionCount(section, scheme, parent, ordinal, reason)


def _ordinal_of(printed: str, scheme: Scheme) -> int | None:
    """Where the count stands after a number kept as printed: "3.7" is 7 where numbers compose."""
    own = printed.rpartition(".")[2] if scheme.compose else printed
    ordinal = parse_numeral(own, scheme.numeral)
    return parse_numeral(own, Numeral.ARABIC) if ordinal is None else ordinal


def _why_unnumbered(section: Section) -> str:
    if section.number_request.numbered is False:
        return "it is marked unnumbered"
    if section.matter is not Matter.BODY:
        return f"{section.matter} is unnumbered"
    if section.role not in _NUMBERED:
        return f"a section with the role {section.role} is unnumbered"
    return "the section above it is unnumbered"


def _first_reason(section: Section, scheme: Scheme, parent: Section | None) -> str:
    where = f"under “{parent.title}”" if parent and scheme.restart else "in the book"
    return f"it is the first {section.rank} counted {where}"


def _next_reason(section: Section, scheme: Scheme, parent: Section | None, last: int) -> str:
    where = f"under “{parent.title}”" if parent and scheme.restart else "through the book"
    return f"it follows number {last} of the {section.rank.plural} counted {where}"
