"""Collects the index marks of the text, and gives each an anchor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import msgspec
from lxml import etree

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.model.markup import INDEX, INDEX_MARK, X, has_class
from publish.model.names import Names
from publish.model.section import Section
from publish.model.xhtml import source_location, text_of

_ATTRIBUTES = ("index", "see", "see-also", "range")


class IndexMark(msgspec.Struct, frozen=True):
    """One entry marked at one place; `terms` go from the main entry to the last subentry.

    `see` and `see_also` name main entries, "" in a plain mark; `range` is "start", "end" or "".
    """

    terms: tuple[str, ...]
    anchor: str
    section: Section
    location: Location
    see: str = ""
    see_also: str = ""
    range: str = ""


def collect_marks(book: Book, report: Report) -> list[IndexMark]:
    """The marks in reading order; the marked spans get an anchor and lose their attributes."""
    numbers = count(1)
    return [
        mark
        for section in (() if TextFeature.INDEX_MARKS in book.absent_features else book.walk())
        for node in section.body.iter(f"{X}span")
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
    terms_text = node.get("index") or " ".join(text_of(node).split())
    see, see_also, scope = (node.get(name, "") for name in ("see", "see-also", "range"))
    for name in _ATTRIBUTES:
        node.attrib.pop(name, None)
    node.set("class", INDEX_MARK)
    node.set("id", anchor)
    for entry in terms_text.split("|"):
        terms = tuple(" ".join(term.split()) for term in entry.split(";"))
        if not all(terms):
            report.add("REF-009", "the index mark has no term", location)
        elif scope not in ("", "start", "end"):
            hint = "write range=start or range=end"
            message = f"`range={scope}` is neither start nor end"
            report.add("REF-009", message, location, hint=hint)
        else:
            yield IndexMark(terms, anchor, section, location, see, see_also, scope)
