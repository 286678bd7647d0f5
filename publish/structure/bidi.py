"""Phrases against the line direction, which the layout engine would reorder wrongly.

WeasyPrint 70 places the elements of a line in the direction of the paragraph: in an Arabic line it
would swap the parts of an English phrase with emphasis, and print the exponent of 10⁶ before the
number. Inside one element with a direction the order is right, so that such a phrase gets one. The
tokens of a listing stand in the order of the code, as they should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.formats import format_of
from publish.model.markup import MATH, NOTE_CALL, X, has_class
from publish.model.script import direction, may_contain_rtl, strong_directions
from publish.model.section import serialize_section
from publish.model.xhtml import element, source_location, text_of
from publish.structure.embedding_levels import LINE_END, OBJECT, runs_against

_LISTING = f"{X}pre"
_INLINE = frozenset(
    f"{X}{name}"
    for name in "a abbr b cite code del em i ins kbd s samp small span strong sub sup".split()
)
_OBJECTS = (f"{X}bdi", f"{X}img", MATH)
_DIGIT = re.compile(r"\d")
# Digits, and what is part of a number beside one (UAX 9, W5).
_NUMBER = re.compile(
    "[\\d#$%\u00a2-\u00a5\u00b0\u00b1\u0609\u060a\u066a\u2030-\u2034\u20a0-\u20cf]"
)
# Letters that may run from left to right: all but the blocks of right-to-left scripts.
_LETTER = re.compile(
    "[A-Za-z\u00aa\u00b5\u00ba-\u058f\u0900-\u1fff\u2070-\ufb1c\uff21-\uffdc\U00010000-\U0010ffff]"
)


class _Piece(NamedTuple):
    """A part of the inline content of an element: a child, or the text before or after one.

    `start` counts the characters before it.
    """

    child: etree._Element | None
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Divided(NamedTuple):
    """Two words of a phrase that cannot be in one element, at the place of a child."""

    child: etree._Element
    before: str
    after: str


def keep_phrases_in_order(book: Book, context: Context) -> Book:
    """The book with an element around each phrase against its line direction that is divided by
    others.

    LAY-006 for one that ends in the middle of an element: that only matters for a PDF, since
    browsers order such phrases correctly.
    """
    has_pdf = any(format_of(edition.format).has_pages for edition in book.editions)
    markup = dict(book.section_markup)
    for section in book.walk():
        base = direction(section.language) if section.language else book.direction
        if not _may_swap(book.markup_of(section), base):
            continue
        for root in section.parts():
            for divided in list(_keep_in_order(root, base)):
                if has_pdf:
                    _report(divided, section.location, context)
        if section.id in markup:
            markup[section.id] = serialize_section(section)
    return replace(book, section_markup=markup)


def _report(divided: _Divided, place: Location, context: Context) -> None:
    message = f"`{divided.before}` and `{divided.after}` would swap places on a line"
    location = source_location(divided.child, place.path)
    marked = f"`[…]{{lang={_language(divided.after)}}}`"
    hint = f"put the whole phrase into one span with its language: {marked}"
    context.report.add("LAY-006", message, location if location.line else place, hint=hint)


def _may_swap(markup: bytes, base: str) -> bool:
    """Whether anything may be against its line direction; in most books nothing is."""
    return base == "rtl" or may_contain_rtl(markup) or b' dir="rtl"' in markup


def _language(word: str) -> str:
    """A language that has the script of a word, to be named in a hint."""
    if "rtl" not in strong_directions(word):
        return "en"
    return "he" if any("\u0590" <= letter <= "\u05ff" for letter in word) else "ar"


def _keep_in_order(node: etree._Element, base: str) -> Iterator[_Divided]:
    """Put each divided phrase of an element into one of its own, and yield those that cannot be."""
    if node.tag == _LISTING:
        return
    inner = node.get("dir") or base
    _isolate_links(node, inner)
    pieces = list(_pieces(node))
    if _may_be_divided(pieces, inner):
        text = "".join(piece.text for piece in pieces)
        for start, end in reversed(list(runs_against(text, inner))):
            phrase = [piece for piece in pieces if piece.start < end and start < piece.end]
            if len(phrase) > 1 and (divided := _enclose(node, phrase, text, (start, end), inner)):
                yield divided
    for child in list(node.iterchildren(etree.Element)):
        yield from _keep_in_order(child, inner)


def _isolate_links(node: etree._Element, base: str) -> None:
    """Set links in both directions, such as to titles, apart: they are no part of a phrase."""
    for link in node.iterchildren(f"{X}a"):
        if not link.get("dir") and len(set(strong_directions(text_of(link)))) > 1:
            link.set("dir", base)


def _pieces(node: etree._Element) -> Iterator[_Piece]:
    """The inline content of an element."""
    at = 0
    for child, text in _texts(node):
        yield _Piece(child, text, at)
        at += len(text)


def _texts(node: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    yield None, node.text or ""
    for child in node:
        yield child, _text_in_line(child)
        yield None, child.tail or ""


def _text_in_line(child: etree._Element) -> str:
    """What a child is in the line: its text; an object, if it has its own direction or, as the call
    of a note, no place in the phrase; or the end of the line."""
    if not isinstance(child.tag, str):
        return ""
    if child.tag in _OBJECTS or has_class(child, NOTE_CALL):
        return OBJECT
    if child.tag not in _INLINE:
        return LINE_END
    return OBJECT if child.get("dir") else "".join(text for _, text in _texts(child))


def _may_be_divided(pieces: list[_Piece], base: str) -> bool:
    """Whether two parts of the content may be against the line; False is certain."""
    if len(pieces) == 1:
        return False
    is_letter = may_contain_rtl if base == "ltr" else _LETTER.search
    letters = [bool(is_letter(piece.text)) for piece in pieces]
    numbers = [_NUMBER.search(piece.text) is not None for piece in pieces]
    return (base == "rtl" or any(letters)) and sum(map(max, letters, numbers)) > 1


def _enclose(
    node: etree._Element, phrase: list[_Piece], text: str, run: tuple[int, int], base: str
) -> _Divided | None:
    """Put the characters from `start` to `end`, with the elements there, into one element that runs
    against `base`; otherwise say where it would divide another."""
    (start, end), first, last = run, phrase[0], phrase[-1]
    for piece in (first, last):
        if piece.child is not None and _is_divided(piece, text, start, end):
            edge = piece.end if piece is first else piece.start
            return _Divided(piece.child, _words(text[start:edge])[-1], _words(text[edge:end])[0])
    children = [piece.child for piece in phrase if piece.child is not None]
    span, at = element("span", dir="ltr" if base == "rtl" else "rtl"), node.index(children[0])
    if first.child is None:
        cut = start - first.start
        _set_text_before(children[0], first.text[:cut])
        span.text = first.text[cut:]
    if last.child is None:
        # As it is now: a phrase that follows has taken its part.
        cut, tail = end - last.start, children[-1].tail or ""
        children[-1].tail, span.tail = tail[:cut], tail[cut:]
    else:
        span.tail, children[-1].tail = children[-1].tail, None
    span.extend(children)
    node.insert(at, span)
    return None


def _words(text: str) -> list[str]:
    return text.replace(OBJECT, " ").split() or ["…"]


def _is_divided(piece: _Piece, text: str, start: int, end: int) -> bool:
    """Whether the phrase has a part of an element alone; punctuation beside it is taken along."""
    outside = text[piece.start : start] + text[end : piece.end]
    has_words = bool(strong_directions(outside) or _DIGIT.search(outside))
    return has_words or piece.text.strip() != piece.text


def _set_text_before(child: etree._Element, text: str) -> None:
    before, parent = child.getprevious(), child.getparent()
    if before is not None:
        before.tail = text
    elif parent is not None:
        parent.text = text
