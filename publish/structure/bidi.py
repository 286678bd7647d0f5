"""Checks for phrases against the line direction that the layout engine would reorder wrongly.

WeasyPrint 70 places the elements of a line in the direction of the paragraph: it would swap the
parts of an English phrase with emphasis in an Arabic line. Inside one element with a language or
direction the order is right. The tokens of a listing stand in the order of the code, as they
should.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.context import Context
from publish.model.book import Book
from publish.model.formats import format_of
from publish.model.markup import X
from publish.model.script import direction, may_contain_rtl, strong_directions
from publish.model.section import Section
from publish.model.xhtml import source_location, text_of

_LISTING = f"{X}pre"
_INLINE = frozenset(
    f"{X}{name}"
    for name in "a abbr b bdi cite code del em i ins kbd s samp small span strong sub sup".split()
)


def check_bidi_phrases(book: Book, context: Context) -> Book:
    """LAY-006 for each phrase against its line direction that an element boundary divides.

    Only books with a PDF are checked: browsers order such phrases correctly.
    """
    has_pdf = any(format_of(edition.format).has_pages for edition in book.editions)
    for section in book.walk() if has_pdf else ():
        base = direction(section.language) if section.language else book.direction
        for root in _roots(section) if _may_swap(book.markup_of(section), base) else ():
            for node, before, after in _swapped_words(root, base):
                message = f"`{before}` and `{after}` would swap places on a line"
                location = source_location(node, section.location.path)
                if not location.line:
                    location = section.location
                marked = f"`[…]{{lang={_language(after)}}}`"
                hint = f"put the whole phrase into one span with its language: {marked}"
                context.report.add("LAY-006", message, location, hint=hint)
    return book


def _roots(section: Section) -> tuple[etree._Element, etree._Element]:
    return section.title_markup, section.body


def _may_swap(markup: bytes, base: str) -> bool:
    """Whether anything may be against its line direction; in most books nothing is."""
    return base == "rtl" or may_contain_rtl(markup) or b' dir="rtl"' in markup


def _swapped_words(node: etree._Element, base: str) -> Iterator[tuple[etree._Element, str, str]]:
    if node.tag == _LISTING:
        return
    inner = node.get("dir") or base
    before = ""
    for child, text in _text_runs(node):
        directions = strong_directions(text)
        if not directions:
            continue
        if before and strong_directions(before)[-1] == directions[0] != inner:
            yield child, before.split()[-1], text.split()[0]
        before = text
    for child in node.iterchildren(etree.Element):
        yield from _swapped_words(child, inner)


def _language(word: str) -> str:
    """A language that has the script of a word, to be named in a hint."""
    if "ltr" in strong_directions(word):
        return "en"
    return "he" if any("\u0590" <= letter <= "\u05ff" for letter in word) else "ar"


def _text_runs(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The text of an element before, in and after its inline children."""
    yield node, node.text or ""
    for child in node.iterchildren(etree.Element):
        if not child.get("dir") and child.tag in _INLINE:
            yield child, text_of(child)
        yield node, child.tail or ""
