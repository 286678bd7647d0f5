"""Sets the first letter of a chapter apart, so that a theme can let it fall over several lines.

WeasyPrint lays `::first-letter` over the words of the first line when it floats; an element of its
own is laid out right, there and in e-books.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from lxml import etree

from publish.model.xhtml import X, element

_SHORTEST = 210  # signs: three lines of a book's measure, below which the letter would hang out


def set_drop_caps(root: etree._Element, variables: Mapping[str, Any]) -> None:
    """Wrap the first letter of each chapter in a span `drop-cap`, where the theme asks for it."""
    if variables["drop-caps"] != "chapters":
        return
    for section in root.iter(f"{X}section"):
        if "chapter" in section.get("class", "").split():
            opening = section.find(f"{X}header")
            first = opening.getnext() if opening is not None else None
            if first is not None and first.tag == f"{X}p":
                _wrap(first)


def _wrap(paragraph: etree._Element) -> None:
    text = (paragraph.text or "").lstrip()
    length = len("".join(paragraph.itertext()))
    # A script without capitals joins its letters or has no first among them.
    if not text[:1].isupper() or length < _SHORTEST:
        return
    end = 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    letter = element("span", text[:end], class_="drop-cap")
    letter.tail = text[end:]
    paragraph.text = None
    paragraph.insert(0, letter)
