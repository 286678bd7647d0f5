"""Builds index entries from marks: nested terms, locators, ranges and cross-references."""

from __future__ import annotations

from itertools import zip_longest

import msgspec

from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.section import Section
from publish.structure.index.marks import IndexMark
from publish.structure.index.terms import find_term, plain


class Locator(msgspec.Struct, frozen=True):
    """A place in the text; `end` is the anchor of the end of a range."""

    anchor: str
    section: Section
    end: str = ""
    end_section: Section | None = None


class IndexEntry(msgspec.Struct):
    """A term with its locators and subentries; `see` and `see_also` name other entries.

    `sort` are the words by which it is sorted, where they are not its own.
    """

    term: str
    sort: str = ""
    locators: list[Locator] = msgspec.field(default_factory=list)
    see: list[str] = msgspec.field(default_factory=list)
    see_also: list[str] = msgspec.field(default_factory=list)
    subentries: dict[str, IndexEntry] = msgspec.field(default_factory=dict)

    @property
    def sorted_as(self) -> str:
        """The words by which the entry is sorted."""
        return self.sort or plain(self.term)


def build_entries(marks: list[IndexMark], report: Report) -> dict[str, IndexEntry]:
    """The main entries by term; a cross-reference to an unknown entry is an error."""
    entries: dict[str, IndexEntry] = {}
    open_ranges: dict[tuple[str, ...], tuple[IndexMark, int]] = {}
    for mark in marks:
        entry = _entry(entries, mark, report)
        if mark.see or mark.see_also:
            entry.see += mark.see
            entry.see_also += mark.see_also
        elif mark.range == "start":
            if mark.terms in open_ranges:
                _report_range(mark, "starts twice before it ends", report)
            open_ranges[mark.terms] = mark, len(entry.locators)
        elif mark.range == "end":
            _close(entry, open_ranges.pop(mark.terms, None), mark, report)
        else:
            entry.locators.append(Locator(mark.anchor, mark.section))
    for mark, _ in open_ranges.values():
        _report_range(mark, "starts but does not end", report)
    _check_cross_references(marks, entries, report)
    for entry in entries.values():
        entry.see, entry.see_also = _found(entry.see, entries), _found(entry.see_also, entries)
    return entries


def _entry(entries: dict[str, IndexEntry], mark: IndexMark, report: Report) -> IndexEntry:
    """The entry of a mark, which is created with those above it."""
    below = entries
    for term, sort in zip_longest(mark.terms, mark.sorts, fillvalue=""):
        entry = below.setdefault(term, IndexEntry(term))
        if sort and entry.sort not in ("", sort):
            message = f"“{plain(term)}” is sorted as “{sort}” here, as “{entry.sort}” before"
            report.add("REF-009", message, mark.location, hint="write `sort` at one of them")
        entry.sort = entry.sort or sort
        below = entry.subentries
    return entry


def _found(targets: list[str], entries: dict[str, IndexEntry]) -> list[str]:
    """The entries that references name, each once."""
    found = (find_term(target, entries) for target in targets)
    return list(dict.fromkeys(term for term in found if term))


def _close(
    entry: IndexEntry, opening: tuple[IndexMark, int] | None, end: IndexMark, report: Report
) -> None:
    """Insert the locator of a range at its start, before the locators inside it."""
    if opening is None:
        _report_range(end, "ends without a start", report)
    else:
        start, index = opening
        locator = Locator(start.anchor, start.section, end.anchor, end.section)
        entry.locators.insert(index, locator)


def _report_range(mark: IndexMark, problem: str, report: Report) -> None:
    message = f"the index range of “{'; '.join(mark.terms)}” {problem}"
    report.add("REF-010", message, mark.location)


def _check_cross_references(
    marks: list[IndexMark], entries: dict[str, IndexEntry], report: Report
) -> None:
    for mark in marks:
        for target in (*mark.see, *mark.see_also):
            if find_term(target, entries) is None:
                hint = did_you_mean(target, entries) or f'mark a place: `[]{{index="{target}"}}`'
                message = f"the index has no entry “{target}”"
                report.add("REF-008", message, mark.location, hint=hint)
