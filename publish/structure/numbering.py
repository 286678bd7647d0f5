"""Writes each section's number and label, once, for every surface of every product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.language import localized_words
from publish.model.numerals import Numeral, format_numeral
from publish.model.section import Section
from publish.structure.counting import SectionCount, count_sections

# Signs that hold their own white (CLREQ, 3.1.6), so that no space stands behind them.
_FULL_WIDTH = ("、", "，", "：", "）", "」", "】")


def number_sections(book: Book, report: Report) -> Book:
    """The book with `number`, `label` and `separator` set; a number given twice is reported."""
    written: dict[str, _Written] = {}
    counts = list(count_sections(book))
    for count in counts:
        above = written[count.parent.id].number if count.parent else None
        written[count.section.id] = _write(count, above, book.metadata.language)
    _refuse_doubles(counts, written, report)
    return replace(book, sections=tuple(_numbered(section, written) for section in book.sections))


class _Written(msgspec.Struct, frozen=True):
    """What numbering writes into a section."""

    number: str | None = None
    label: str | None = None
    separator: str = ""


def _write(count: SectionCount, above: str | None, language: str) -> _Written:
    number = _number(count, above)
    if number is None:
        return _Written()
    pattern = count.scheme.label or "{}"
    separator = _separator(pattern, number, language)
    return _Written(number, pattern.replace("{}", number), separator)


def _number(count: SectionCount, above: str | None) -> str | None:
    printed = count.section.number_request.number
    if printed is not None:
        return printed
    if count.ordinal is None or count.scheme.numeral is Numeral.NONE:
        return None
    own = format_numeral(count.ordinal, count.scheme.numeral)
    return f"{above}.{own}" if above and count.scheme.compose else own


def _separator(pattern: str, number: str, language: str) -> str:
    """What stands between label and title where both are on one line."""
    around = pattern.replace("{}", "")
    if any(sign.isalpha() for sign in around):
        return localized_words(language).label_separator
    closes = pattern.replace("{}", number).endswith(_FULL_WIDTH)
    return "" if closes else " "


def _numbered(section: Section, written: Mapping[str, _Written]) -> Section:
    own = written[section.id]
    return replace(
        section,
        number=own.number,
        label=own.label,
        separator=own.separator,
        children=tuple(_numbered(child, written) for child in section.children),
    )


def _refuse_doubles(
    counts: Iterable[SectionCount], written: Mapping[str, _Written], report: Report
) -> None:
    first: dict[tuple[str, str, str], Location] = {}
    for count in counts:
        section, number = count.section, written[count.section.id].number
        if number is None:
            continue
        parent = count.parent.id if count.parent and count.scheme.restart else ""
        key = (parent, section.rank, number)
        if key in first:
            message = f"the number {number} is given twice, first at {first[key]}"
            report.add("NUM-001", message, section.location)
        first.setdefault(key, section.location)
