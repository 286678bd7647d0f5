"""Titles beside numbers: where neither identifies a section, or where the title repeats the number.

A chapter without a title is "Chapter 7" alone, as in many novels.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from publish.diagnostics import Report, Severity
from publish.model.numerals import Numeral, format_numeral
from publish.model.section import Section
from publish.structure.counting import SectionCount

_WRITE = "begin the file with `# Title`, or set `title` in its entry"
_NUMERALS = (Numeral.ARABIC, Numeral.UPPER_ROMAN)
_NUMERAL = r"(\d+|[ivxlcdm]+|[a-z])"
_AFTER_ONE = re.compile(r"[.:)](\s|$)|$")  # what follows a number that is typed
_AFTER_SEVERAL = re.compile(r"[.:)]?(\s|$)")


def check_titles(
    counts: Sequence[SectionCount],
    labels: Mapping[str, str | None],
    numbers: Mapping[str, str | None],
    report: Report,
) -> None:
    """Report sections without a heading, forgotten titles, and numbers that were typed as well."""
    titled = {(count.section.rank, count.section.role) for count in counts if count.section.title}
    for count in counts:
        section, label = count.section, labels[count.section.id]
        if not section.title:
            has_titled_peers = (section.rank, section.role) in titled
            _check_untitled(section, label, report, has_titled_peers=has_titled_peers)
        elif label and _is_typed(section.title, numbers[section.id] or label, count):
            message = f"the title “{section.title}” begins with its number, which is counted"
            hint = f"delete the number: “{label}” is printed before the title"
            place = section.location
            report.add("NUM-002", message, place, hint=hint, severity=Severity.WARNING)


def _check_untitled(
    section: Section, label: str | None, report: Report, *, has_titled_peers: bool
) -> None:
    """STR-004: an error without a number, a warning where others of its kind have titles."""
    if label is None:
        report.add("STR-004", "a section without a title", section.location, hint=_WRITE)
    elif has_titled_peers:
        message = f"“{label}” has no title, though others of its kind have one"
        report.add("STR-004", message, section.location, hint=_WRITE, severity=Severity.WARNING)


def _is_typed(title: str, number: str, count: SectionCount) -> bool:
    """Whether a title begins with a number of its kind: "Chapter 8", "8.", "2.1", or is "VIII"."""
    text, label, typed = title.casefold(), count.scheme.label or "{}", number.casefold()
    if any(map(str.isalpha, label)) and _numbered(label).match(text):
        return True
    if text.startswith(typed):
        ending = _AFTER_SEVERAL if "." in typed else _AFTER_ONE
        if ending.match(text, len(typed)):
            return True
    return _is_ordinal(title, count)


@functools.cache
def _numbered(label: str) -> re.Pattern[str]:
    """A label, such as "Chapter {}", with any number."""
    word = re.escape(label.casefold()).replace(re.escape("{}"), _NUMERAL)
    return re.compile(rf"{word}(?!\w)")


def _is_ordinal(title: str, count: SectionCount) -> bool:
    """Whether a title is nothing but the number of its section, in digits or roman numerals."""
    ordinal = None if " " in title else count.ordinal
    written = () if ordinal is None else (format_numeral(ordinal, each) for each in _NUMERALS)
    return title.rstrip(".") in written
