"""Figures and whatever else has a caption: pictures, listings, equations, theorems, charts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.exporters.tree.captions import caption_of
from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.inlines import image, keys_of, math
from publish.exporters.tree.nodes import Node, attributes, div, node
from publish.model.caption import CAPTION_ELEMENTS
from publish.model.markup import EQUATION, LISTING, MATH, X, classes_of, has_class

CAPTION = "caption"
_STATEMENT = "statement"


def write_figure(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """A figure; listings, equations and statements are a `Div`, which begins with the caption."""
    if has_class(element, EQUATION):
        yield _equation(element, context)
    elif has_class(element, LISTING) or has_class(element, _STATEMENT):
        caption = div(caption_of(element, context), CAPTION)
        yield _div(element, [caption, *_content(element, context)])
    else:
        words = [None, caption_of(element, context)]
        own = attributes(element.get("id", ""), classes_of(element), keys_of(element))
        yield node("Figure", [own, words, _content(element, context)])


def _div(element: etree._Element, content: list[Node]) -> Node:
    identifier, keys = element.get("id", ""), keys_of(element)
    return div(content, *classes_of(element), identifier=identifier, keys=keys)


def _equation(element: etree._Element, context: TreeContext) -> Node:
    """The formula in a paragraph, with its number in a caption after it."""
    formula = element.find(MATH)
    content = [] if formula is None else [node("Para", [math(formula)])]
    caption = caption_of(element, context)
    return _div(element, [*content, div(caption, CAPTION)] if caption else content)


def _content(element: etree._Element, context: TreeContext) -> list[Node]:
    """The blocks of a figure without its caption; a picture is a plain block."""
    found: list[Node] = []
    captions = {f"{X}{name}" for name in CAPTION_ELEMENTS}
    for child in element:
        if not isinstance(child.tag, str) or child.tag in captions:
            continue
        if child.tag == f"{X}img":
            found.append(node("Plain", [image(child)]))
        else:
            found.extend(context.write_block(child, context))
    return found
