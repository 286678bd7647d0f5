"""Punctuation and spacing of each language (`typographic_conventions.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from publish.model.language import fallback_tags, merge_tables

_DEFAULT = "default"


class TypographicConventions(msgspec.Struct, frozen=True, kw_only=True):
    """The punctuation and spacing of a language; the table explains each key."""

    quotes: tuple[str, str, str, str]
    continued_quote: str
    em_dash: str
    en_dash: str
    ellipsis: str
    spaced_punctuation: str
    guillemet_space: str
    unit_space: str
    initials_space: str
    group_thousands: bool
    bind_dash: bool
    words_before_number: tuple[str, ...]
    words_before_name: tuple[str, ...]
    words_before_word: tuple[str, ...]
    abbreviations: tuple[str, ...]
    decimal_comma: bool
    articles: tuple[str, ...]
    units: tuple[str, ...]


@cache
def _tables() -> dict[str, str]:
    """The text of each table by its tag: a book needs few of them, and reading takes a while."""
    folder = files("publish.model")
    source = folder.joinpath("typographic_conventions.toml").read_text(encoding="utf-8")
    _, *parts = re.split(r"^\[([\w-]+)\]\n", source, flags=re.M)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@cache
def typographic_conventions(language: str) -> TypographicConventions:
    """The conventions for a BCP 47 tag; a language without a table gets the default."""
    tags = [*fallback_tags(language), _DEFAULT]
    merged = merge_tables([tomllib.loads(_tables()[tag]) for tag in tags if tag in _tables()])
    return TypographicConventions(
        **{key.replace("-", "_"): _immutable(value) for key, value in merged.items()}
    )


def _immutable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
