"""A line or picture as messages name it."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from publish.model.markup import FORMULA, has_class
from publish.outputs.pdf.exchange.object_file import Stray
from publish.outputs.pdf.layout.placing.walk import Item
from publish.outputs.pdf.layout.tagging.artifacts import painted

_LONGEST = 48  # characters of a text that a message shows
_SHOWN = 200  # characters of a block by which it is found in the manuscript

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
    block = item.place.blocks[-1] if item.place.blocks else None
    thing, text = _named(item)
    words = _key(block) if block is not None else text
    tag = block.tag if block is not None else ""
    target = _target(block) if block is not None else ""
    return Stray(code, thing, f"{shown(item)} {fault}", item.place.section, tag, words, target)


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


def _key(block: Element) -> str:
    """What a block is found by: the address of a picture, the words of everything else."""
    if block.tag == "img":
        return block.get("alt", "") if has_class(block, FORMULA) else block.get("src", "")
    return "".join(block.itertext())[:_SHOWN]


def _short(text: Any) -> str:
    text = " ".join(str(text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
