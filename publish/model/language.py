"""Words that the toolchain itself puts into a book, by the book's language (`languages/`).

There `{}` is where a number goes. `after-word` stands between a label with a word in it and a title
("Chapter 1. Food"), `[lists]` heads the lists behind the contents, and `[roles]` names a section
that has no title of its own.

A region or script may have words of its own over its language's ("pt-PT"). An unknown language
falls back to English; `has_localized_words` tells, so that the manifest reader can warn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from publish.model.script import script_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalizedWords:
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
    back_to_text: str
    see: str
    see_also: str
    download: str
    page_count: str
    imprint: str
    publisher: str
    date: str
    rights: str
    label_separator: str
    lists: Mapping[str, str]
    roles: Mapping[str, str]


@cache
def _tables() -> dict[str, Traversable]:
    """The files of the tables, by the tags that name them."""
    folder = files("publish.model").joinpath("languages")
    return {each.name.removesuffix(".toml"): each for each in folder.iterdir()}


@cache
def _table(tag: str) -> Mapping[str, Any]:
    """The words under a tag; none where it has no table."""
    source = _tables().get(tag)
    return tomllib.loads(source.read_text(encoding="utf-8")) if source else {}


@cache
def localized_words(language: str) -> LocalizedWords:
    """The words for a BCP 47 tag: those of its region or script over those of its language."""
    tables = [table for tag in fallback_tags(language) if (table := _table(tag))]
    merged = merge_tables(tables or [_table(_FALLBACK)])
    return LocalizedWords(**{key.replace("-", "_"): value for key, value in merged.items()})


def merge_tables(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One table of several, the most special first; tables inside them are merged too."""
    merged: dict[str, Any] = {}
    for table in reversed(tables):
        for key, value in table.items():
            inner = isinstance(value, Mapping)
            merged[key] = {**merged.get(key, {}), **value} if inner else value
    return merged


def has_localized_words(language: str) -> bool:
    """Whether the tables hold that language."""
    return fallback_tags(language)[-1] in _tables()


def fallback_tags(language: str) -> list[str]:
    """The tags under which a language's table may stand, from the most special to its first part.

    "zh-TW" is also looked for as "zh-Hant", since regions that write traditional Chinese share it.
    """
    primary, *rest = language.split("-")
    primary = primary.lower()
    found = [f"{primary}-{part.upper()}" for part in rest if len(part) == 2]
    script = script_of(language)
    if script != script_of(primary):
        found.append(f"{primary}-{script}")
    return [*found, primary]
