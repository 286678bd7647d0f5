"""Dates of publication, as settings of other programs have them."""

from __future__ import annotations

import datetime


def date_of(value: object) -> datetime.date | None:
    """A date, or a text that begins with one in ISO 8601; None for anything else."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None
