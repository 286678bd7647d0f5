"""Words that the toolchain adds to a book, by language (`languages/`).

In the tables `{}` is replaced by a number. `label-separator` is printed between a label that has a
word and a title ("Chapter 1. Food"). `[captions]` has the labels of captions by kind, `[lists]` the
titles of their lists, `[boxes]` those of boxes, and `[roles]` those of sections without a title.
`[web]` has what the pages of a web edition say around the text.
`[credits]` names contributors by their MARC relator codes ("Translated by {}").
`[colophon]` and `[accessibility]` have the phrases of the colophon and the accessibility summary.

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
OwnWords = tuple[tuple[str, str], ...]  # words of a book, by path ("captions.figure")


class ColophonText(msgspec.Struct, frozen=True):
    """Phrases of the copyright page and the colophon, and the heading of the landmarks.

    `version` is a pattern with `{}` for a number, `typefaces` one with `{}` for names.
    """

    version: str
    typefaces: str
    licence: str
    landmarks: str


class AccessibilityPhrases(msgspec.Struct, frozen=True, rename="kebab"):
    """The sentences of the accessibility summary, and the heading of the page list.

    Each is printed if the book has evidence for it; `conforms` is a pattern with `{}` for the
    certifier.
    """

    navigable: str
    described: str
    undescribed: str
    formulas: str
    tables: str
    pages: str
    index: str
    moving: str
    conforms: str
    page_list: str


class LocalizedWords(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Localized words: patterns with `{}` for a number, and titles of generated pages."""

    part: str
    chapter: str
    section: str
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
    credits: Mapping[str, str]
    roles: Mapping[str, str]
    web: Mapping[str, str]
    colophon: ColophonText
    accessibility: AccessibilityPhrases


# Tables whose English words stand for those that a language lacks.
_WITH_FALLBACK = ("boxes", "captions", "lists", "credits", "web")


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
def localized_words(language: str, own: OwnWords = ()) -> LocalizedWords:
    """The words for a BCP 47 tag: a book's own, then those of its language, region and script."""
    tables = [table for tag in fallback_tags(language) if (table := _table(tag))]
    merged = merge_tables([_nested(own), *(tables or [_table(_FALLBACK)])])
    for name in _WITH_FALLBACK:
        merged[name] = {**_table(_FALLBACK)[name], **merged.get(name, {})}
    return msgspec.convert(merged, LocalizedWords)


def _nested(own: OwnWords) -> dict[str, Any]:
    """A book's own words as the tables have them."""
    table: dict[str, Any] = {}
    for path, word in own:
        *outer, name = path.split(".")
        inner = table.setdefault(outer[0], {}) if outer else table
        inner[name] = word
    return table


@cache
def word_patterns() -> dict[str, str]:
    """The English words by path ("captions.figure"): all that a language or a book can give."""
    patterns: dict[str, str] = {}
    for name, value in _table(_FALLBACK).items():
        inner = value.items() if isinstance(value, Mapping) else ()
        patterns |= {f"{name}.{key}": word for key, word in inner} or {name: value}
    return patterns


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
