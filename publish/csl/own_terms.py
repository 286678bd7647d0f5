"""The program's own terms of the languages that it knows (`terms/`), in the form of CSL locales.

They serve the styles that come with the program, and every style where the CSL locales are not
installed. In a table, a term is a text or a pair of singular and plural; `dates` are patterns of
Unicode TR35 (`d MMMM y`, with `do` for an ordinal day).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from publish.csl.style import StyleNode
from publish.model.language import fallback_tags

_QUOTES = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
_FORMS = ("long", "short", "symbol", "verb", "verb-short")
_OPTIONS = ("punctuation-in-quote", "limit-day-ordinals-to-day-1")
_FIELD = re.compile(r"(do|dd?|MMMM|MMM|MM?|y)((?:'[^']*'|[^dMy'])*)")
_DATE_PARTS = {
    "d": ("day", "numeric"),
    "dd": ("day", "numeric-leading-zeros"),
    "do": ("day", "ordinal"),
    "M": ("month", "numeric"),
    "MM": ("month", "numeric-leading-zeros"),
    "MMM": ("month", "short"),
    "MMMM": ("month", "long"),
    "y": ("year", "long"),
}


def own_locales(language: str) -> tuple[StyleNode, ...]:
    """The locales for a BCP 47 tag, the most special first; none for a language without terms."""
    return tuple(locale for tag in fallback_tags(language) if (locale := _own_locale(tag)))


@cache
def _own_locale(tag: str) -> StyleNode | None:
    file = files("publish.csl").joinpath("terms", f"{tag}.toml")
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    options = {name: str(table.get(name, False)).lower() for name in _OPTIONS}
    children = [StyleNode("style-options", options), StyleNode("terms", {}, tuple(_terms(table)))]
    children += [_date(form, pattern) for form, pattern in table.get("dates", {}).items()]
    return StyleNode("locale", {"lang": tag}, tuple(children))


def _terms(table: Mapping[str, Any]) -> Iterator[StyleNode]:
    genders = {name: gender for gender, names in table.get("genders", {}).items() for name in names}
    for name, text in zip(_QUOTES, table.get("quotes", ()), strict=False):
        yield StyleNode("term", {"name": name}, (), text)
    for form, key in (("long", "months"), ("short", "months-short")):
        for number, text in enumerate(table.get(key, ()), start=1):
            yield _term(f"month-{number:02d}", form, text, genders)
    for number, text in enumerate(table.get("seasons", ()), start=1):
        yield _term(f"season-{number:02d}", "long", text, genders)
    for name, value in table.get("ordinals", {}).items():
        yield from _ordinals(name, value)
    for form in _FORMS:
        for name, value in table.get(form, {}).items():
            yield _term(name, form, value, genders)


def _term(name: str, form: str, value: str | list[str], genders: Mapping[str, str]) -> StyleNode:
    attributes = {"name": name, "form": form}
    if name in genders and form == "long":
        attributes["gender"] = genders[name]
    if isinstance(value, str):
        return StyleNode("term", attributes, (), value)
    singular, plural = (
        StyleNode(tag, {}, (), text)
        for tag, text in zip(("single", "multiple"), value, strict=True)
    )
    return StyleNode("term", attributes, (singular, plural))


def _ordinals(name: str, value: str | Mapping[str, str]) -> Iterator[StyleNode]:
    """The ending of an ordinal: one for all genders, or one for each."""
    if isinstance(value, str):
        yield StyleNode("term", {"name": name}, (), value)
        return
    match = {"match": value["match"]} if "match" in value else {}
    genders = [(gender, text) for gender, text in value.items() if gender != "match"]
    yield StyleNode("term", {"name": name, **match}, (), genders[0][1])
    for gender, text in genders:
        yield StyleNode("term", {"name": name, "gender-form": gender, **match}, (), text)


def _date(form: str, pattern: str) -> StyleNode:
    parts = []
    for field, literal in _FIELD.findall(pattern):
        name, part_form = _DATE_PARTS[field]
        suffix = literal.replace("'", "")
        parts.append(StyleNode("date-part", {"name": name, "form": part_form, "suffix": suffix}))
    return StyleNode("date", {"form": form}, tuple(parts))
