"""A line or picture as messages name it."""

from __future__ import annotations

from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from publish.model.markup import FORMULA, has_class
from publish.outputs.pdf.exchange.object_file import Stray
from publish.outputs.pdf.layout.placing.keys import earlier_alike, key_of
from publish.outputs.pdf.layout.placing.walk import Item
from publish.outputs.pdf.layout.tagging.artifacts import painted

_LONGEST = 48  # characters of a text that a message shows

# By the innermost of the elements around a line.
_THINGS = {
    "pre": "a line of code",
    "td": "a word of a table",
    "th": "a word of a table",
    "caption": "a caption",
    "figcaption": "a caption",
    "aside": "a note",
    "li": "a list item",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "a heading"),
}


def stray(code: str, item: Item, fault: str) -> Stray:
    """An item with what is wrong with it."""
    thing, text = _named(item)
    found = partial(Stray, code, thing, f"{shown(item)} {fault}", item.place.section)
    if not item.place.blocks:
        return found("", text, 0, "")
    section, block = item.place.blocks[0], item.place.blocks[-1]
    return found(block.tag, key_of(block), earlier_alike(block, section), _target(block))


def shown(item: Item) -> str:
    """An item with its first words."""
    thing, text = _named(item)
    return f"{thing} “{_short(text)}”" if text else thing


def _named(item: Item) -> tuple[str, str]:
    box, place = item.box, item.place
    if isinstance(box, boxes.ReplacedBox):
        is_formula = has_class(box.element, FORMULA)
        alt = box.element.get("alt", "")
        return ("a formula", alt) if is_formula else ("a picture", alt)
    text = " ".join(str(each.text) for each in painted(box) if isinstance(each, boxes.TextBox))
    if isinstance(box, boxes.TableBox):
        return "a table", text
    if place.margin:
        head = place.margin.startswith("@top")
        return ("a running head" if head else "a folio"), text
    things = (_THINGS.get(block.tag) for block in reversed(place.blocks))
    return next(filter(None, things), "a line"), text


def _target(block: Element) -> str:
    return next((link.get("href", "").removeprefix("#") for link in block.iter("a")), "")


def _short(text: Any) -> str:
    text = " ".join(str(text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
