"""How each language sets its signs and the spaces around them (`conventions.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from publish.model.language import fallback_tags, merge_tables

_DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypographicConventions:
    """The signs and spaces of a language; the table explains each."""

    quotes: tuple[str, str, str, str]
    em: str
    en: str
    ellipsis: str
    high: str
    inside: str
    unit: str
    initials: str
    thousands: bool
    dash: bool
    before_number: tuple[str, ...]
    before_name: tuple[str, ...]
    parts: tuple[str, ...]
    units: tuple[str, ...]


@cache
def _tables() -> dict[str, Mapping[str, Any]]:
    source = files("publish.model").joinpath("conventions.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@cache
def typographic_conventions(language: str) -> TypographicConventions:
    """The conventions for a BCP 47 tag; those of English quotation where none are known."""
    tags = [*fallback_tags(language), _DEFAULT]
    merged = merge_tables([_tables()[tag] for tag in tags if tag in _tables()])
    return TypographicConventions(
        **{key.replace("-", "_"): _frozen(value) for key, value in merged.items()}
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
