"""Words that the toolchain itself puts into a book, by the book's language (`languages.toml`).

An unknown language falls back to English; `known` tells, so that the manifest reader can warn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Localised words: patterns with `{}` for a number, and titles of generated pages."""

    part: str
    chapter: str
    appendix: str
    volume: str
    contents: str
    missing: str
    cover: str
    title_page: str
    half_title: str
    copyright_page: str
    table: str
    figure: str
    listing: str
    equation: str
    page: str
    note: str
    back: str
    see: str
    see_also: str
    quotes: str
    download: str
    pages: str
    imprint: str
    publisher: str
    date: str
    rights: str
    after_word: str
    roles: Mapping[str, str]


@cache
def _languages() -> dict[str, Words]:
    source = files("publish.model").joinpath("languages.toml").read_text(encoding="utf-8")
    return {
        tag: Words(**{key.replace("-", "_"): value for key, value in table.items()})
        for tag, table in tomllib.loads(source).items()
    }


def words(language: str) -> Words:
    """The words for a BCP 47 tag."""
    return _languages().get(_primary(language)) or _languages()[_FALLBACK]


def known(language: str) -> bool:
    """Whether the tables hold that language."""
    return _primary(language) in _languages()


def _primary(language: str) -> str:
    return language.split("-")[0].lower()
