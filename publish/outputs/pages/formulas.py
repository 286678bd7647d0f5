"""Formulas on screens: the characters that their font must have, and long equations that scroll."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree

from publish.model.markup import EQUATION, MATH, MATHML, WIDE, has_class
from publish.outputs.pages.markup import find_all

_MI, *_ROOTS = (f"{{{MATHML}}}{name}" for name in ("mi", "msqrt", "mroot"))
_LONG = 45  # characters of notation; about the width of a phone


def formula_characters(root: etree._Element) -> set[str]:
    """The characters that the formulas of a page are drawn with."""
    texts = (text for math in root.iter(MATH) for text in _drawn_texts(math))
    return {character for text in texts for character in text}


def _drawn_texts(math: etree._Element) -> Iterator[str]:
    """The texts of a formula as they are drawn: a single letter as its italic form."""
    yield from math.itertext()
    if next(math.iter(*_ROOTS), None) is not None:
        yield "√"  # drawn for an element, without a character in the text
    for identifier in math.iter(_MI):
        if len(identifier.text or "") == 1:
            yield _italic(identifier.text or "")


def _italic(letter: str) -> str:
    name = unicodedata.name(letter, "").replace("LATIN ", "").replace("GREEK ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL ITALIC {name.replace('LETTER ', '')}")
    except KeyError:
        return "\u210e" if letter == "h" else letter


def scroll_long_equations(root: etree._Element) -> None:
    """Let long equations scroll sideways, also by keyboard (WCAG 2.2, 2.1.1)."""
    for block in _equations(find_all(root, "figure", "div")):
        math = block.find(MATH)
        if math is not None and len(math.get("alttext", "")) > _LONG:
            block.set("class", f"{block.get('class')} {WIDE}")
            block.set("tabindex", "0")
            block.set("role", "group")


def _equations(blocks: Iterable[etree._Element]) -> Iterator[etree._Element]:
    return (block for block in blocks if has_class(block, EQUATION))
