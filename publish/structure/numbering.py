"""Writes each section's number and label, once, for every surface of every product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.language import words
from publish.model.numerals import Numeral, write_numeral
from publish.model.section import Section
from publish.structure.counting import Count, count_sections

# Signs that hold their own white (CLREQ, 3.1.6), so that no space stands behind them.
_FULL_WIDTH = ("、", "，", "：", "）", "」", "】")


def number_sections(book: Book, report: Report) -> Book:
    """The book with `number`, `label` and `separator` set; a number given twice is reported."""
    written: dict[str, Section] = {}
    counts = list(count_sections(book))
    for count in counts:
        parent = written[count.parent.id] if count.parent else None
        written[count.section.id] = _write(count, parent, book.metadata.language)
    _refuse_doubles(counts, written, report)
    return replace(book, sections=tuple(_rebuilt(section, written) for section in book.sections))


def _write(count: Count, parent: Section | None, language: str) -> Section:
    number = _number(count, parent)
    if number is None:
        return replace(count.section, number=None, label=None, separator="")
    pattern = count.scheme.label or "{}"
    return replace(
        count.section,
        number=number,
        label=pattern.replace("{}", number),
        separator=_separator(pattern, number, language),
    )


def _number(count: Count, parent: Section | None) -> str | None:
    printed = count.section.wish.number
    if printed is not None:
        return printed
    if count.ordinal is None or count.scheme.numeral is Numeral.NONE:
        return None
    own = write_numeral(count.ordinal, count.scheme.numeral)
    above = parent.number if parent and count.scheme.compose else None
    return f"{above}.{own}" if above else own


def _separator(pattern: str, number: str, language: str) -> str:
    """What stands between label and title where both are on one line."""
    around = pattern.replace("{}", "")
    if any(sign.isalpha() for sign in around):
        return words(language).after_word
    closes = pattern.replace("{}", number).endswith(_FULL_WIDTH)
    return "" if closes else " "


def _rebuilt(section: Section, written: dict[str, Section]) -> Section:
    children = tuple(_rebuilt(child, written) for child in section.children)
    return replace(written[section.id], children=children)


def _refuse_doubles(counts: Iterable[Count], written: dict[str, Section], report: Report) -> None:
    first: dict[tuple[str, str, str], Location] = {}
    for count in counts:
        section = written[count.section.id]
        if section.number is None:
            continue
        parent = count.parent.id if count.parent and count.scheme.restart else ""
        key = (parent, section.rank, section.number)
        if key in first:
            message = f"the number {section.number} is given twice, first at {first[key]}"
            report.add("NUM-001", message, section.location)
        first.setdefault(key, section.location)
