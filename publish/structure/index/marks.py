"""Collects the index marks of the text, and gives each an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, zip_longest

import msgspec
from lxml import etree

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.model.markup import INDEX, INDEX_MARK, X, has_class
from publish.model.names import Names
from publish.model.section import Section
from publish.model.xhtml import source_location
from publish.structure.index.terms import term_of, typed_term

_BACKSLASH = "\ufdd0"  # in the place of two of them, a character that no text has
_ATTRIBUTES = ("index", "see", "see-also", "range", "sort")


class IndexMark(msgspec.Struct, frozen=True):
    """One entry marked at one place; `terms` go from the main entry to the last subentry.

    `sorts` are the words by which the terms are sorted, "" for those of the term. `see` and
    `see_also` name main entries; `range` is "start", "end" or "".
    """

    terms: tuple[str, ...]
    anchor: str
    section: Section
    location: Location
    sorts: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    range: str = ""


def collect_marks(book: Book, report: Report) -> list[IndexMark]:
    """The marks in reading order; the marked spans get an anchor and lose their attributes."""
    numbers = count(1)
    return [
        mark
        for section in (() if TextFeature.INDEX_MARKS in book.absent_features else book.walk())
        for part in section.parts()
        for node in part.iter(f"{X}span")
        if _is_mark(node)
        for mark in _marks(node, _anchor(node, next(numbers), book.names), section, report)
    ]


def _is_mark(node: etree._Element) -> bool:
    return node.get("index") is not None or has_class(node, INDEX)


def _anchor(node: etree._Element, number: int, names: Names) -> str:
    return node.get("id") or names.claim(f"index-{number}")


def _marks(
    node: etree._Element, anchor: str, section: Section, report: Report
) -> Iterator[IndexMark]:
    location = source_location(node, section.location.path)
    entries = _entries(node.get("index") or "") or [(term_of(node),)]
    sorts = _entries(node.get("sort", ""))
    see, see_also = (_targets(node.get(name, "")) for name in ("see", "see-also"))
    scope = node.get("range", "")
    for name in _ATTRIBUTES:
        node.attrib.pop(name, None)
    node.set("class", INDEX_MARK)
    node.set("id", anchor)
    for terms, sort in zip_longest(entries, sorts, fillvalue=()):
        if not all(terms):
            report.add("REF-009", "the index mark has no term", location)
        elif len(sort) > len(terms):
            hint = "write one for each term, with `;` and `|` as in `index`"
            report.add("REF-009", "`sort` has more terms than the mark", location, hint=hint)
        elif scope not in ("", "start", "end"):
            hint = "write range=start or range=end"
            message = f"`range={scope}` is neither start nor end"
            report.add("REF-009", message, location, hint=hint)
        else:
            yield IndexMark(terms, anchor, section, location, sort, see, see_also, scope)


def _entries(text: str) -> list[tuple[str, ...]]:
    """The entries in an attribute, each with its terms; none in an empty one."""
    entries = _divided(text, "|") if text else []
    return [tuple(map(typed_term, _divided(entry, ";"))) for entry in entries]


def _targets(text: str) -> tuple[str, ...]:
    words = (each.replace("\\;", ";") for each in _divided(text, "|"))
    return tuple(filter(None, map(typed_term, words)))


def _divided(text: str, mark: str) -> list[str]:
    """The parts of a text between marks; one after a backslash is an ordinary character."""
    parts = re.split(rf"(?<!\\){re.escape(mark)}", text.replace("\\\\", _BACKSLASH))
    return [part.replace(f"\\{mark}", mark).replace(_BACKSLASH, "\\\\") for part in parts]
