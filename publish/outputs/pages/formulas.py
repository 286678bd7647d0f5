"""Formulas in the e-book: their font, without which browsers cannot stretch a bracket, and room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree

from publish.outputs.epub.fonts import Face, cut_faces
from publish.outputs.pages.markup import find_all
from publish.render.mathfont import MATH, math_font

_MI, *_ROOTS = (MATH.removesuffix("math") + name for name in ("mi", "msqrt", "mroot"))
_WIDE = 45  # signs of notation; a telephone shows about as many


def math_faces(signs: str) -> list[Face]:
    """The font with the signs of the formulas."""
    # What is always in a font includes letters, so that a formula of figures has them too.
    return list(cut_faces([math_font()], f"{signs}x", "en", bold_italic=False))


def formula_signs(root: etree._Element) -> set[str]:
    """The signs that the formulas of a page are drawn with."""
    return {sign for math in root.iter(MATH) for text in _signs(math) for sign in text}


def _signs(math: etree._Element) -> Iterator[str]:
    """The signs of a formula as they are drawn: a single letter as its italic form."""
    yield from math.itertext()
    if next(math.iter(*_ROOTS), None) is not None:
        yield "√"  # drawn by an element, written by no sign
    for name in math.iter(_MI):
        if len(name.text or "") == 1:
            yield from _italic(name.text or "")


def _italic(letter: str) -> Iterator[str]:
    name = unicodedata.name(letter, "").replace("LATIN ", "").replace("GREEK ", "")
    try:
        yield unicodedata.lookup(f"MATHEMATICAL ITALIC {name.replace('LETTER ', '')}")
    except KeyError:
        yield "\u210e" if letter == "h" else letter


def give_room(root: etree._Element) -> None:
    """Let long equations scroll sideways; what scrolls is reached by keyboard (WCAG 2.2, 2.1.1)."""
    for block in _equations(find_all(root, "figure", "div")):
        math = block.find(MATH)
        if math is not None and len(math.get("alttext", "")) > _WIDE:
            block.set("class", f"{block.get('class')} wide")
            block.set("tabindex", "0")
            block.set("role", "group")


def _equations(blocks: Iterable[etree._Element]) -> Iterator[etree._Element]:
    return (block for block in blocks if "equation" in block.get("class", "").split())
