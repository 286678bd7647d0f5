"""Finds dates in a text, in the languages that the importer knows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "january jan januar janvier janv enero ene января январь",
    "february feb februar février févr febrero февраля февраль",
    "march mar märz mars marzo марта март", "april apr avril abril abr апреля апрель",
    "may mai mayo мая май", "june jun juni juin junio июня июнь",
    "july jul juli juillet juil julio июля июль", "august aug août agosto ago августа август",
    "september sep sept septembre septiembre сентября сентябрь",
    "october oct oktober okt octobre octubre октября октябрь",
    "november nov novembre noviembre ноября ноябрь",
    "december dec dezember dez décembre déc diciembre dic декабря декабрь",
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


_STARTS_WITH_DATE = re.compile(
    rf"[0-3]?[0-9](?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?{_NAME}(?:\s+(?:de\s+)?[12][0-9]{{3}}|\s+[^\W\d_A-Z]|[,.]|$)"
    r"|[0-3]?[0-9]\.\s?[01]?[0-9]\.\s?[12][0-9]{3}|[0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date whose year or day may be unknown (None), and its position in a text."""

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


def starts_with_date(text: str) -> bool:
    """Whether a line begins with a day and a month, which is not the number of a heading."""
    return bool(_STARTS_WITH_DATE.match(text))


def find_dates(text: str) -> list[PartialDate]:
    """The dates in a text by position; of overlapping ones the longest."""
    dates: list[PartialDate] = []
    for date in sorted(_all_dates(text), key=lambda date: (date.start, -date.end)):
        if not dates or date.start >= dates[-1].end:
            dates.append(date)
        elif date.end - date.start > dates[-1].end - dates[-1].start:
            dates[-1] = date
    return dates


def _all_dates(text: str) -> Iterator[PartialDate]:
    for shape in _SHAPES:
        for match in shape.finditer(text):
            parts = match.groupdict()
            name = parts["month"].lower()
            month = int(name) if name.isdigit() else _BY_NAME[name]
            day = int(parts["day"]) if parts.get("day") else None
            year = int(parts["year"]) if parts.get("year") else None
            if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
                yield PartialDate(year, month, day, match.start(), match.end())


def parse_date_line(text: str) -> PartialDate | None:
    """The date of a short line that is a date, optionally after a place ("Geneva, May 2020")."""
    dates = find_dates(text)
    if len(dates) != 1 or dates[0].year is None or len(text) > 60:
        return None
    before, after = text[: dates[0].start].strip(), text[dates[0].end :].strip()
    is_place = not before or (before.endswith(",") and len(before.split()) <= 4)
    return dates[0] if is_place and after in ("", ".") else None


def complete_date(
    printed: PartialDate | None, dateline_date: PartialDate | None
) -> datetime.date | None:
    """The full date of a text: that of the date line, with the day of a dateline in its month."""
    if printed and printed.full:
        return printed.full
    if not dateline_date:
        return None
    if not printed:
        return dateline_date.full
    if printed.month != dateline_date.month or (dateline_date.year or printed.year) != printed.year:
        return None
    both = PartialDate(printed.year, printed.month, dateline_date.day, 0, 0)
    return both.full
