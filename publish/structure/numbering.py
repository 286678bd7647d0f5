"""Sets the number and label of each section, once for all outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.numerals import Numeral, format_numeral
from publish.model.section import Section
from publish.structure.counting import SectionCount, count_sections
from publish.structure.titles import check_titles

# Full-width punctuation has built-in space (CLREQ, 3.1.6), so that no space follows it.
_FULL_WIDTH = ("、", "，", "：", "）", "」", "】")


def number_sections(book: Book, context: Context) -> Book:
    """The book with `number`, `label` and `separator` set; duplicate numbers are reported."""
    labels: dict[str, _Label] = {}
    counts = list(count_sections(book))
    separator = book.metadata.words.label_separator
    for count in counts:
        parent_number = labels[count.parent.id].number if count.parent else None
        labels[count.section.id] = _label(count, parent_number, separator)
    _report_duplicates(counts, labels, context.report)
    shown = {name: label.label for name, label in labels.items()}
    numbers = {name: label.number for name, label in labels.items()}
    check_titles(counts, shown, numbers, context.report)
    return replace(book, sections=tuple(_labelled(section, labels) for section in book.sections))


class _Label(msgspec.Struct, frozen=True):
    """The fields of a section that numbering sets."""

    number: str | None = None
    label: str | None = None
    separator: str = ""


def _label(count: SectionCount, parent_number: str | None, separator: str) -> _Label:
    number = _number(count, parent_number)
    if number is None:
        return _Label()
    pattern = count.scheme.label or "{}"
    separator = _separator(pattern, number, separator) if count.section.title else ""
    return _Label(number, pattern.replace("{}", number), separator)


def _number(count: SectionCount, parent_number: str | None) -> str | None:
    printed = count.section.number_request.number
    if printed is not None:
        return printed
    if count.ordinal is None or count.scheme.numeral is Numeral.NONE:
        return None
    numeral = format_numeral(count.ordinal, count.scheme.numeral)
    return f"{parent_number}.{numeral}" if parent_number and count.scheme.compose else numeral


def _separator(pattern: str, number: str, separator: str) -> str:
    """The text between label and title on one line; `separator` follows a label with a word."""
    if any(character.isalpha() for character in pattern.replace("{}", "")):
        return separator
    return "" if pattern.replace("{}", number).endswith(_FULL_WIDTH) else " "


def _labelled(section: Section, labels: Mapping[str, _Label]) -> Section:
    label = labels[section.id]
    return replace(
        section,
        number=label.number,
        label=label.label,
        separator=label.separator,
        children=tuple(_labelled(child, labels) for child in section.children),
    )


def _report_duplicates(
    counts: Iterable[SectionCount], labels: Mapping[str, _Label], report: Report
) -> None:
    first: dict[tuple[str, str, str], Location] = {}
    for count in counts:
        section, number = count.section, labels[count.section.id].number
        if number is None:
            continue
        parent = count.parent.id if count.parent and count.scheme.restart else ""
        key = (parent, section.rank, number)
        if key in first:
            message = f"the number {number} is already used at {first[key]}"
            report.add("NUM-001", message, section.location)
        first.setdefault(key, section.location)
