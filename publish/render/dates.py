"""Dates as languages write them."""

from __future__ import annotations

import datetime


def long_date(date: datetime.date, language: str) -> str:
    """A date as a language writes it: "22 November 2026"."""
    import icu

    form = icu.DateFormat.createDateInstance(
        icu.DateFormat.LONG, icu.Locale.forLanguageTag(language)
    )
    form.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
    noon = datetime.datetime.combine(date, datetime.time(12), datetime.UTC)
    return str(form.format(noon.timestamp()))
