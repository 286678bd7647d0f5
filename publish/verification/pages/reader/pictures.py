"""What is wrong with a picture that shows nothing, in words; "" where nothing is."""

from __future__ import annotations

import re

from lxml import etree

from publish.verification.markup import SVG
from publish.verification.pages.reader.document import Unreadable, parse

_SHAPES = frozenset("path rect circle ellipse line polyline polygon text image use".split())
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*0(?:\.0*)?(?:[a-z]+|%)?\s*(?:;|$)")
_NOTHING = re.compile(r"[0.]+(?:[a-z]+|%)?")
_EMPTY = "nothing"

Shape = tuple[str, ...]


def fault_of_drawing(content: bytes) -> str:
    """That of the file of a drawing."""
    try:
        return fault_of_image(parse("", content))
    except Unreadable:
        return "a damaged file"


def fault_of_image(image: etree._Element) -> str:
    """That of an `img` or of a drawing in a text: it has no size, or no lines."""
    box = image.get("viewBox", "").replace(",", " ").split()[2:]
    sizes = [*(image.get(name, "") for name in ("width", "height")), *box]
    if any(map(_NOTHING.fullmatch, sizes)) or _NO_SIZE.search(image.get("style", "")):
        return _EMPTY
    return _EMPTY if image.tag == SVG and not shapes_in(image) else ""


def size_and_shapes(drawing: etree._Element) -> tuple[Shape, ...]:
    """By what one drawing is known from others."""
    size = tuple(drawing.get(name, "") for name in ("width", "height", "viewBox"))
    return (size, *shapes_in(drawing))


def shapes_in(drawing: etree._Element) -> list[Shape]:
    """The shapes of a drawing: element, words, and attributes but for the fonts."""
    return [
        (name, node.text or "", *_attributes(node))
        for node in drawing.iter("{*}*")
        if (name := etree.QName(node).localname) in _SHAPES
    ]


def _attributes(node: etree._Element) -> list[str]:
    named = ((str(name), str(value)) for name, value in node.attrib.items())
    return sorted(f"{name}={value}" for name, value in named if "font" not in name)
