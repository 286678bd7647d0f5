"""The words of a catalogue in its language, and how it writes sizes, dates and prices."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import icu
from markupsafe import Markup

from publish.errors import LayoutError
from publish.model.language import LocalizedWords, fallback_tags, localized_words
from publish.model.script import direction
from publish.releases.catalogue.record import Price

_UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


class Wording:
    """Words by their names, those of the program in the same language as `book`, and formats."""

    def __init__(self, language: str, shipped: str, own: str = "") -> None:
        parsed = _merged(tomllib.loads(shipped), _parsed(own))
        self.language = next((tag for tag in fallback_tags(language) if tag in parsed), "en")
        self.words = {**parsed["en"], **parsed[self.language]}
        self.sentences: dict[str, str] = {
            **parsed["en"]["sentences"],
            **self.words.get("sentences", {}),
        }
        self.book: LocalizedWords = localized_words(self.language)
        self._locale = icu.Locale.forLanguageTag(language)
        self._numbers = icu.NumberFormat.createInstance(self._locale)
        self._numbers.setMaximumFractionDigits(1)
        self._dates = icu.DateFormat.createDateInstance(icu.DateFormat.LONG, self._locale)
        self._dates.setTimeZone(icu.TimeZone.createTimeZone("UTC"))

    def count(self, name: str, number: int) -> str:
        """A number of things: "1 book", "2,000 books"; the table has both patterns."""
        one, many = self.words[name]
        return str(one if number == 1 else many).replace("{}", self.number(number))

    def number(self, number: float) -> str:
        """A number with at most one decimal."""
        return str(self._numbers.format(number))

    def size(self, count: int) -> str:
        """A number of bytes in the unit that leaves a short number: "1.2 MB"."""
        for unit, name in _UNITS:
            if count >= unit:
                value = count / unit
                return f"{self.number(round(value) if value >= 10 else value)}\u00a0{name}"
        return self.number(count) + "\u00a0B"

    def date(self, text: str) -> str:
        """A date, or the date of a moment, in words."""
        day = datetime.datetime.fromisoformat(text[:10]).replace(hour=12, tzinfo=datetime.UTC)
        return str(self._dates.format(day.timestamp()))

    def price(self, price: Price) -> str:
        """An amount with its currency, and where it holds."""
        amount = str(_money(str(self._locale), price.currency).format(float(price.amount)))
        return f"{amount} ({', '.join(price.territories)})" if price.territories else amount


def _parsed(own: str) -> dict[str, Any]:
    """The tables of a user's own file."""
    try:
        return tomllib.loads(own)
    except tomllib.TOMLDecodeError as error:
        hint = "compare it with the file that it replaces; it may have only some of the words"
        raise LayoutError(f"template words.toml: {error}", hint=hint) from error


def _merged(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables in which the words of one's own replace the shipped ones."""
    merged = dict(shipped)
    for name, value in own.items():
        is_table = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = _merged(merged[name], value) if is_table else value
    return merged


@cache
def _money(locale: str, currency: str) -> icu.NumberFormat:
    money = icu.NumberFormat.createCurrencyInstance(icu.Locale(locale))
    money.setCurrency(currency)
    return money


@cache
def in_language(language: str) -> Markup:
    """The attributes of an element with a text in a language."""
    return Markup(f'lang="{language}" dir="{direction(language)}"')  # noqa: S704 - a checked tag
