"""Numbers: numeric values, ordinals, Roman numerals, and abbreviated page ranges."""

from __future__ import annotations

import re
from collections.abc import Callable

from publish.csl.locale import Locale
from publish.model.numerals import roman

_NUMBER = r"[a-zA-Z]?\d+[a-zA-Z]*"
_NUMERIC = re.compile(rf"\s*{_NUMBER}(?:\s*[-–,&]\s*{_NUMBER})*\s*", re.A)
_ROMAN_RANGE = re.compile(r"\b([ivxlcdm]+)\s*-\s*([ivxlcdm]+)\b")
_RANGE = re.compile(r"(?P<first>[a-zA-Z]*\d+[a-zA-Z]*)\s*[-–]+\s*(?P<last>[a-zA-Z]*\d+[a-zA-Z]*)")


def is_numeric(value: str) -> bool:
    """Whether a value is a number, or numbers joined by hyphens, commas or ampersands."""
    return _NUMERIC.fullmatch(value) is not None


def names_several(value: str) -> bool:
    """Whether a locator has more than one number or name."""
    return re.search(r"\w\s*(?:[-–—,&;]|\band\b)\s*\w", value) is not None


def ordinal(number: int, locale: Locale, variable: str) -> str:
    """An ordinal with the ending for its variable: 3rd, 3., 3e."""
    return f"{number}{locale.ordinal_ending(number, variable)}"


def long_ordinal(number: int, locale: Locale, variable: str) -> str:
    """An ordinal in words up to ten, in digits beyond."""
    return locale.term_text(f"long-ordinal-{number:02d}") or ordinal(number, locale, variable)


def format_number(value: str, form: str, locale: Locale, variable: str) -> str:
    """A numeric value in a form of CSL; any other value is unchanged."""
    if not is_numeric(value):
        return value
    spaced = re.sub(r"\s*[-–]\s*", "–", value.strip())
    spaced = re.sub(r"\s*,\s*", ", ", re.sub(r"\s*&\s*", " & ", spaced))
    writers: dict[str, Callable[[int], str]] = {
        "ordinal": lambda n: ordinal(n, locale, variable),
        "long-ordinal": lambda n: long_ordinal(n, locale, variable),
        "roman": lambda n: roman(n) if 0 < n < 4000 else str(n),
    }
    write = writers.get(form)
    if write is None:
        return spaced
    return re.sub(r"\b\d+\b", lambda number: write(int(number[0])), spaced)


def page_range(value: str, form: str, locale: Locale) -> str:
    """Page ranges with their dash, abbreviated by a `page-range-format` of CSL."""
    dash = locale.term_text("page-range-delimiter") or "–"

    def abbreviated(pages: re.Match[str]) -> str:
        first, last = pages["first"], pages["last"]
        start, end = re.fullmatch(r"(\D*)(\d+)", first), re.fullmatch(r"(\D*)(\d+)", last)
        if start and end and form and start[1] == end[1]:
            whole = _whole(start[2], end[2])
            if int(whole) > int(start[2]):
                prefix = start[1] if form == "expanded" else ""
                last = prefix + _ABBREVIATIONS.get(form, _expanded)(start[2], whole)
        return f"{first}{dash}{last}"

    value = _ROMAN_RANGE.sub(rf"\1{dash}\2", value)
    if _RANGE.search(value) is None:
        return value
    return re.sub(r"\s*,\s*", ", ", _RANGE.sub(abbreviated, value))


def _whole(first: str, last: str) -> str:
    """The end of a range with the digits that it shares with the start."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _expanded(_: str, last: str) -> str:
    return last


def _minimal(first: str, last: str, least: int = 1) -> str:
    if len(first) != len(last):
        return last
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _chicago15(first: str, last: str) -> str:
    """The Chicago Manual of Style, 15th edition, 9.64."""
    if len(first) < 3 or int(first) % 100 == 0 or len(first) != len(last):
        return last
    if int(first) % 100 < 10:
        return _minimal(first, last)
    if len(first) == 4 and len(_minimal(first, last, 2)) == 3:
        return last
    return _minimal(first, last, 2)


def _chicago16(first: str, last: str) -> str:
    """The Chicago Manual of Style, 16th edition, 9.60."""
    if len(first) < 3 or int(first) % 100 == 0 or len(first) != len(last):
        return last
    return _minimal(first, last) if int(first) % 100 < 10 else _minimal(first, last, 2)


_ABBREVIATIONS: dict[str, Callable[[str, str], str]] = {
    "expanded": _expanded,
    "minimal": _minimal,
    "minimal-two": lambda first, last: _minimal(first, last, 2),
    "chicago": _chicago15,
    "chicago-15": _chicago15,
    "chicago-16": _chicago16,
}
