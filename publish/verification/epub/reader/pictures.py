"""What is wrong with a picture that shows nothing, in words; "" where nothing is."""

from __future__ import annotations

import re

from lxml import etree

from publish.verification.epub.reader.document import Unreadable, parse
from publish.verification.markup import SVG

_SHAPES = frozenset("path rect circle ellipse line polyline polygon text image use".split())
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*0(?:\.0*)?(?:[a-z]+|%)?\s*(?:;|$)")
_NOTHING = re.compile(r"[0.]+(?:[a-z]+|%)?")
_EMPTY = "nothing"

Look = tuple[tuple[str, ...], ...]


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


def look_of(drawing: etree._Element) -> Look:
    """By what one drawing is known from others: its size, and its shapes."""
    size = tuple(drawing.get(name, "") for name in ("width", "height", "viewBox"))
    return (size, *shapes_in(drawing))


def shapes_in(drawing: etree._Element) -> list[tuple[str, str, str]]:
    """The shapes of a drawing: element, outline, words."""
    return [
        (name, node.get("d", ""), node.text or "")
        for node in drawing.iter("{*}*")
        if (name := etree.QName(node).localname) in _SHAPES
    ]
