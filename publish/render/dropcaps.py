"""Drop caps: elements for the first letter and the first words of a chapter, for a theme to style.

WeasyPrint draws a floating `::first-letter` over the words of the first line; an element is laid
out correctly, there and in e-books. The letter is that of the chapter's first paragraph, whatever
is before it, so that all chapters of a book have one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from lxml import etree

from publish.model.markup import (
    BEGINS_CHAPTER,
    DROP_CAP,
    LEAD_IN,
    MATH,
    SOURCE,
    X,
    add_classes,
    has_class,
)
from publish.model.roles import Role
from publish.model.xhtml import element

# An opening mark, then a capital with its accents, or a number.
_INITIAL = re.compile(r"\s*([\"'“„‘‚«‹¿¡(]?[\u00a0\u202f]?(?:\d{1,4}|[^\W\d_]))")
_LEAD = re.compile(r"\s?\S+(?:\s\S+){0,2}")  # the rest of a word, and two more
_MARKS = (f"{X}span", f"{X}a")  # what is empty in a text: the anchors of index entries and links
_WHOLE = (MATH, f"{X}code", f"{X}kbd", f"{X}samp")  # whose letters are no words
_OPEN = frozenset("AL")  # capitals with room at the right of their heads


def set_drop_caps(root: etree._Element, variables: Mapping[str, Any]) -> None:
    """Set the initial of each chapter apart in a span, if the theme requests it."""
    if variables["drop-caps"] == "none":
        return
    for section in root.iter(f"{X}section"):
        if has_class(section, Role.CHAPTER):
            _set_initial(section)


def _set_initial(section: etree._Element) -> None:
    paragraphs = (p for p in section.iterchildren(f"{X}p") if not has_class(p, SOURCE))
    paragraph = next(paragraphs, None)
    home = None if paragraph is None else _home(paragraph)
    if paragraph is not None and home is not None and _wrap(*home):
        add_classes(paragraph, BEGINS_CHAPTER)


def _home(node: etree._Element) -> tuple[etree._Element, etree._Element | None] | None:
    """Where the first text of a paragraph is: in an element, or after empty ones in it."""
    if (node.text or "").strip():
        return node, None
    for number, child in enumerate(node):
        if child.tag in _WHOLE:
            return None
        if found := _home(child):
            return None if number else found  # the engine sets words below a float that is late
        if len(child) or child.tag not in _MARKS:
            return None  # a picture
        if (child.tail or "").strip():
            return node, child
    return None


def _wrap(parent: etree._Element, after: etree._Element | None) -> bool:
    """Set the initial of a text apart; whether it has one.

    A script without capitals joins its letters, or has no first one to enlarge.
    """
    text = (parent.text if after is None else after.tail) or ""
    match = _INITIAL.match(text)
    if match is None or not (match[1][-1].isupper() or match[1][-1].isdigit()):
        return False
    end = match.end()
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    shape = " figures" if match[1][-1].isdigit() else " open" if match[1][-1] in _OPEN else ""
    spans = [element("span", text[match.start(1) : end], class_=DROP_CAP + shape)]
    if lead := _LEAD.match(text, end):
        spans.append(element("span", lead[0], class_=LEAD_IN))
    rest = text[lead.end() if lead else end :]
    (spans[-1] if after is None else after).tail = rest
    parent.text = None
    parent[:0] = spans
    return True
