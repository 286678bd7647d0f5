"""Dates of BibTeX (`year`, `month`) and BibLaTeX (`date`, in ISO 8601-2 as far as it goes)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from publish.model.reference import Date
from publish.sources.references.latex import bare_text

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_FIELDS = {
    "date": "issued",
    "urldate": "accessed",
    "origdate": "original-date",
    "eventdate": "event-date",
}


def read_dates(fields: Mapping[str, str]) -> Iterator[tuple[str, Date]]:
    """The dates of an entry by the names of CSL."""
    for field, variable in _FIELDS.items():
        if value := fields.get(field, "").strip("{} "):
            yield variable, _date(value)
    if "date" not in fields and (year := bare_text(fields.get("year", ""))):
        yield "issued", _year_and_month(year, bare_text(fields.get("month", "")))


def _date(value: str) -> Date:
    marked = re.search(r"[~?%]", value) is not None
    ends = [_DAY.fullmatch(re.sub(r"[~?%]", "", end)) for end in value.split("/")]
    if not all(ends[:1]) or len(ends) > 2:
        return Date(literal=value)
    days = [tuple(int(part) for part in end.groups() if part) for end in ends if end]
    if len(days[0]) == 2 and days[0][1] in range(21, 25):  # ISO 8601-2, 4.8: seasons
        return Date(((days[0][0],),), season=days[0][1] - 20, circa=marked)
    return Date(tuple(days), circa=marked)


def _year_and_month(year: str, month: str) -> Date:
    if not re.fullmatch(r"-?\d{1,4}", year):
        return Date(literal=year)
    number = _month(month)
    return Date(((int(year), number) if number else (int(year),),))


def _month(written: str) -> int:
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else 0
    short = written.lower()[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
