"""Counts the sections: the ordinal of each, and the reason for it.

Whether a section is counted depends on its matter, role and depth, and on its author. There is one
count for each rank: under each parent if the scheme restarts, else for the whole book.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from publish.model.book import Book
from publish.model.numerals import Numeral, parse_numeral
from publish.model.roles import Matter, Rank, Role
from publish.model.scheme import Scheme
from publish.model.section import Section

# Roles that are numbered by default.
_NUMBERED = frozenset({Role.VOLUME, Role.PART, Role.CHAPTER, Role.SECTION, Role.APPENDIX})


class SectionCount(msgspec.Struct, frozen=True):
    """The ordinal of a section, if it has one; `reason` explains it for `publish explain`."""

    section: Section
    scheme: Scheme
    parent: Section | None
    ordinal: int | None
    reason: str


def count_sections(book: Book) -> Iterator[SectionCount]:
    """The count of every section, in reading order."""
    counter = _Counter(book)
    for section in book.sections:
        yield from counter.count(section, None, _is_numbered_by_default(section))


def _is_numbered_by_default(section: Section) -> bool:
    if section.role is Role.APPENDIX:
        return True
    return section.matter is Matter.BODY and section.role in _NUMBERED


class _Counter:
    def __init__(self, book: Book) -> None:
        self._numbering = book.numbering
        self._last: dict[tuple[Rank, str], int] = {}

    def count(
        self, section: Section, parent: Section | None, by_default: bool
    ) -> Iterator[SectionCount]:
        scheme, request = self._numbering.scheme_for(section.rank), section.number_request
        is_numbered = by_default if request.numbered is None else request.numbered
        is_too_deep = section.level > self._numbering.depth
        if request.number is None and (is_too_deep or not is_numbered):
            limit = f"numbering ends at level {self._numbering.depth} (depth)"
            reason = limit if is_too_deep else _why_unnumbered(section)
            yield SectionCount(section, scheme, parent, None, reason)
            children_too = False
        else:
            yield self._count_one(section, scheme, parent)
            children_too = True
        for child in section.children:
            yield from self.count(child, section, children_too and child.role in _NUMBERED)

    def _count_one(self, section: Section, scheme: Scheme, parent: Section | None) -> SectionCount:
        key = (section.rank, parent.id if parent and scheme.restart else "")
        last = self._last.get(key)
        request = section.number_request
        if request.number is not None:
            printed = _ordinal_of(request.number, scheme)
            if printed is not None:
                self._last[key] = printed
            return SectionCount(section, scheme, parent, None, "it keeps its printed number")
        if request.start is not None:
            ordinal, reason = request.start, "its entry sets the start of the count"
        elif last is None:
            ordinal, reason = scheme.start, _first_reason(section, scheme, parent)
        else:
            ordinal, reason = last + 1, _next_reason(section, scheme, parent, last)
        self._last[key] = ordinal
        return SectionCount(section, scheme, parent, ordinal, reason)


def _ordinal_of(printed: str, scheme: Scheme) -> int | None:
    """The ordinal of a printed number, after which the count continues: 7 for "3.7"."""
    numeral = printed.rpartition(".")[2] if scheme.compose else printed
    ordinal = parse_numeral(numeral, scheme.numeral)
    return parse_numeral(numeral, Numeral.ARABIC) if ordinal is None else ordinal


def _why_unnumbered(section: Section) -> str:
    if section.number_request.numbered is False:
        return "it is marked unnumbered"
    if section.matter is not Matter.BODY:
        return f"{section.matter} is unnumbered"
    if section.role not in _NUMBERED:
        return f"a section with the role {section.role} is unnumbered"
    return "its parent section is unnumbered"


def _first_reason(section: Section, scheme: Scheme, parent: Section | None) -> str:
    return f"it is the first numbered {section.rank} {_scope(scheme, parent)}"


def _next_reason(section: Section, scheme: Scheme, parent: Section | None, last: int) -> str:
    return f"it follows {section.rank} number {last} {_scope(scheme, parent)}"


def _scope(scheme: Scheme, parent: Section | None) -> str:
    return f"under “{parent.title}”" if parent and scheme.restart else "in the book"
