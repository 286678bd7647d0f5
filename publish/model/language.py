"""Words that the toolchain adds to a book, by language (`languages/`).

In the tables `{}` is replaced by a number. `label-separator` is printed between a label that has a
word and a title ("Chapter 1. Food"). `[captions]` has the labels of captions by kind, `[lists]` the
titles of their lists, `[boxes]` those of boxes, and `[roles]` those of sections without a title.

The table of a region or script ("pt-PT") extends that of its language. An unknown language falls
back to English; check with `has_localized_words`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from publish.model.script import script_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FALLBACK = "en"


class LocalizedWords(msgspec.Struct, frozen=True, kw_only=True):
    """Localized words: patterns with `{}` for a number, and titles of generated pages."""

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
    boxes: Mapping[str, str]
    captions: Mapping[str, str]
    lists: Mapping[str, str]
    roles: Mapping[str, str]


# Tables whose English words stand for those that a language lacks.
_WITH_FALLBACK = ("boxes", "captions", "lists")


@cache
def _tables() -> dict[str, Traversable]:
    """The files of the tables, by language tag."""
    folder = files("publish.model").joinpath("languages")
    return {file.name.removesuffix(".toml"): file for file in folder.iterdir()}


@cache
def _table(tag: str) -> Mapping[str, Any]:
    """The table of a tag; empty if there is none."""
    source = _tables().get(tag)
    return tomllib.loads(source.read_text(encoding="utf-8")) if source else {}


@cache
def localized_words(language: str) -> LocalizedWords:
    """The words for a BCP 47 tag: the table of its language, extended by region and script."""
    tables = [table for tag in fallback_tags(language) if (table := _table(tag))]
    merged = merge_tables(tables or [_table(_FALLBACK)])
    for name in _WITH_FALLBACK:
        merged[name] = {**_table(_FALLBACK)[name], **merged[name]}
    return LocalizedWords(**{key.replace("-", "_"): value for key, value in merged.items()})


def merge_tables(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One table of several, the most specific first; nested tables are merged too."""
    merged: dict[str, Any] = {}
    for table in reversed(tables):
        for key, value in table.items():
            inner = isinstance(value, Mapping)
            merged[key] = {**merged.get(key, {}), **value} if inner else value
    return merged


def has_localized_words(language: str) -> bool:
    """Whether there is a table for the language of a tag."""
    return fallback_tags(language)[-1] in _tables()


def fallback_tags(language: str) -> list[str]:
    """The tags to look up for a language, from the most specific to the primary language.

    "zh-TW" is also looked up as "zh-Hant", which regions with traditional Chinese share.
    """
    primary, *rest = language.split("-")
    primary = primary.lower()
    tags = [f"{primary}-{part.upper()}" for part in rest if len(part) == 2]
    script = script_of(language)
    if script != script_of(primary):
        tags.append(f"{primary}-{script}")
    return [*tags, primary]
