"""Passages against the direction of their line that the layout engine would set in a wrong order.

WeasyPrint 70 lays the elements of a line out in the direction of the paragraph: an English phrase
with emphasis in it, in the middle of an Arabic line, would have its pieces exchanged. Within one
element with a language or direction of its own the order is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.script import direction, may_contain_rtl, strong_directions
from publish.model.section import Section
from publish.model.xhtml import X, source_location, text_of

_INLINE = frozenset(
    f"{X}{name}"
    for name in "a abbr b bdi cite code del em i ins kbd s samp small span strong sub sup".split()
)


def check_bidi_phrases(book: Book, report: Report) -> Book:
    """LAY-006 for every phrase against the direction of its line that an element cuts in two.

    Only for a book that is printed: browsers set such phrases right.
    """
    printed = any(edition.format == "pdf" for edition in book.editions)
    for section in book.walk() if printed else ():
        around = direction(section.language) if section.language else book.direction
        for root in _roots(section) if _may_cross(book.markup_of(section), around) else ():
            for node, before, after in _crossings(root, around):
                message = f"`{before}` and `{after}` would change places in a line"
                place = source_location(node, section.location.path)
                hint = "put the whole phrase into one span: `[…]{lang=en}`, with its language"
                report.add("LAY-006", message, place if place.line else section.location, hint=hint)
    return book


def _roots(section: Section) -> tuple[etree._Element, etree._Element]:
    return section.title_markup, section.body


def _may_cross(markup: bytes, around: str) -> bool:
    """Whether anything could run against its line; most books hold nothing that does."""
    return around == "rtl" or may_contain_rtl(markup) or b' dir="rtl"' in markup


def _crossings(node: etree._Element, around: str) -> Iterator[tuple[etree._Element, str, str]]:
    own = node.get("dir") or around
    before = ""
    for child, text in _pieces(node):
        ways = strong_directions(text)
        if not ways:
            continue
        if before and strong_directions(before)[-1] == ways[0] != own:
            yield child, before.split()[-1], text.split()[0]
        before = text
    for child in node.iterchildren(etree.Element):
        yield from _crossings(child, own)


def _pieces(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The text of an element before, in and behind its children; blocks stand apart."""
    yield node, node.text or ""
    for child in node.iterchildren(etree.Element):
        if not child.get("dir") and child.tag in _INLINE:
            yield child, text_of(child)
        yield node, child.tail or ""
