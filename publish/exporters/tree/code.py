"""Listings as blocks of code."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.nodes import Node, attributes, node
from publish.model.markup import DATA_NUMBER, NUMBERED, X, classes_of, has_class
from publish.model.xhtml import text_of

_LANGUAGE = "language-"
NUMBER_LINES = "numberLines"


def code_block(element: etree._Element, _: TreeContext) -> Iterator[Node]:
    """A listing with its language, `numberLines` and the number of its first line."""
    inner = element.find(f"{X}code")
    languages = classes_of(inner) if inner is not None else []
    classes = [name.removeprefix(_LANGUAGE) for name in languages]
    keys = {}
    if has_class(element, NUMBERED):
        classes.append(NUMBER_LINES)
        keys["startFrom"] = _first_number(element)
    own = attributes(element.get("id", ""), classes, keys)
    yield node("CodeBlock", [own, text_of(element).removesuffix("\n")])


def _first_number(element: etree._Element) -> str:
    numbers = (each.get(DATA_NUMBER) for each in element.iter(f"{X}span"))
    first = next(filter(None, numbers), "1")
    return "" if first == "1" else first
