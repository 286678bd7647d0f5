"""Dates as they stand in a text, in the languages that the importer knows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "january jan januar janvier janv enero ene", "february feb februar février févr febrero",
    "march mar märz mars marzo", "april apr avril abril abr", "may mai mayo",
    "june jun juni juin junio", "july jul juli juillet juil julio",
    "august aug août agosto ago", "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre", "november nov novembre noviembre",
    "december dec dezember dez décembre déc diciembre dic",
)  # fmt: skip
_BY_NAME = {name: i for i, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = r"(?P<month>" + "|".join(sorted(_BY_NAME, key=lambda n: (-len(n), n))) + r")\.?"
_DAY = r"(?P<day>[0-3]?[0-9])"
_YEAR = r"(?P<year>[12][0-9]{3})"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"\b{_NAME}\s+{_DAY}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?\b",
        rf"\b{_DAY}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_NAME}(?:,?\s+(?:de\s+)?{_YEAR})?\b",
        rf"\b{_NAME},?\s+(?:de\s+)?{_YEAR}\b",
        rf"\b{_YEAR}-(?P<month>[01][0-9])(?:-{_DAY})?\b",
        rf"(?:{_YEAR}年)?(?P<month>[01]?[0-9])月(?:{_DAY}日)?",
    )
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year or the day may be unknown (None), and where it stands in a text."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int

    @property
    def full(self) -> datetime.date | None:
        """The date if year, month and day are known and exist in the calendar."""
        if self.year is None or self.day is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str) -> list[PartialDate]:
    """The dates in a text by place; of two that overlap the longer one."""
    found = sorted(_all(text), key=lambda date: (date.start, -date.end))
    kept: list[PartialDate] = []
    for date in found:
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
        elif date.end - date.start > kept[-1].end - kept[-1].start:
            kept[-1] = date
    return kept


def _all(text: str) -> Iterator[PartialDate]:
    for shape in _SHAPES:
        for match in shape.finditer(text):
            parts = match.groupdict()
            name = parts["month"].lower()
            month = int(name) if name.isdigit() else _BY_NAME[name]
            day = int(parts["day"]) if parts.get("day") else None
            year = int(parts["year"]) if parts.get("year") else None
            if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
                yield PartialDate(year, month, day, match.start(), match.end())


def is_date_line(text: str) -> PartialDate | None:
    """The date, if a short line is one, a place before it allowed ("Geneva, May 2020")."""
    dates = find_dates(text)
    if len(dates) != 1 or dates[0].year is None or len(text) > 60:
        return None
    before, after = text[: dates[0].start].strip(), text[dates[0].end :].strip()
    placed = not before or (before.endswith(",") and len(before.split()) <= 4)
    return dates[0] if placed and after in ("", ".") else None


def merged(printed: PartialDate | None, wired: PartialDate | None) -> datetime.date | None:
    """The full date of a text: the date line's, completed with the day of a dateline that gives the
    same month."""
    if printed and printed.full:
        return printed.full
    if not wired:
        return None
    if not printed:
        return wired.full
    if printed.month != wired.month or (wired.year or printed.year) != printed.year:
        return None
    both = PartialDate(printed.year, printed.month, wired.day, 0, 0)
    return both.full
