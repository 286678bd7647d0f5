"""Builds index entries from marks: nested terms, locators, ranges and cross-references."""

from __future__ import annotations

import msgspec

from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.section import Section
from publish.structure.index.marks import IndexMark


class Locator(msgspec.Struct, frozen=True):
    """A place in the text; `end` is the anchor of the end of a range."""

    anchor: str
    section: Section
    end: str = ""
    end_section: Section | None = None


class IndexEntry(msgspec.Struct):
    """A term with its locators and subentries; `see` and `see_also` name other entries."""

    term: str
    locators: list[Locator] = msgspec.field(default_factory=list)
    see: list[str] = msgspec.field(default_factory=list)
    see_also: list[str] = msgspec.field(default_factory=list)
    subentries: dict[str, IndexEntry] = msgspec.field(default_factory=dict)


def build_entries(marks: list[IndexMark], report: Report) -> dict[str, IndexEntry]:
    """The main entries by term; a cross-reference to an unknown entry is an error."""
    entries: dict[str, IndexEntry] = {}
    open_ranges: dict[tuple[str, ...], tuple[IndexMark, int]] = {}
    for mark in marks:
        entry = _entry(entries, mark.terms)
        if mark.see or mark.see_also:
            entry.see += [mark.see] if mark.see and mark.see not in entry.see else []
            entry.see_also += (
                [mark.see_also] if mark.see_also and mark.see_also not in entry.see_also else []
            )
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
    return entries


def _entry(entries: dict[str, IndexEntry], terms: tuple[str, ...]) -> IndexEntry:
    first, *rest = terms
    entry = entries.setdefault(first, IndexEntry(first))
    return _entry(entry.subentries, tuple(rest)) if rest else entry


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
        for target in filter(None, (mark.see, mark.see_also)):
            if target not in entries:
                hint = did_you_mean(target, entries) or f'mark a place: `[]{{index="{target}"}}`'
                message = f"the index has no entry “{target}”"
                report.add("REF-008", message, mark.location, hint=hint)
