"""Drop caps: an element for the first letter of a chapter, which a theme can style.

WeasyPrint draws a floating `::first-letter` over the words of the first line; an element is laid
out correctly, there and in e-books.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from lxml import etree

from publish.model.markup import DROP_CAP, X, has_class
from publish.model.roles import Role
from publish.model.xhtml import element

_MIN_LENGTH = 210  # characters: three lines; below a shorter paragraph the letter would protrude


def set_drop_caps(root: etree._Element, variables: Mapping[str, Any]) -> None:
    """Wrap the first letter of each chapter in a span `drop-cap`, if the theme requests it."""
    if variables["drop-caps"] != "chapters":
        return
    for section in root.iter(f"{X}section"):
        if has_class(section, Role.CHAPTER):
            opening = section.find(f"{X}header")
            first = opening.getnext() if opening is not None else None
            if first is not None and first.tag == f"{X}p":
                _wrap(first)


def _wrap(paragraph: etree._Element) -> None:
    text = (paragraph.text or "").lstrip()
    length = len("".join(paragraph.itertext()))
    # A script without capitals joins its letters, or has no first one to enlarge.
    if not text[:1].isupper() or length < _MIN_LENGTH:
        return
    end = 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    letter = element("span", text[:end], class_=DROP_CAP)
    letter.tail = text[end:]
    paragraph.text = None
    paragraph.insert(0, letter)
