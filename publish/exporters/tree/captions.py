"""Captions: label, separator and words, with what counts them."""

from __future__ import annotations

from lxml import etree

from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.inlines import keys_of
from publish.exporters.tree.nodes import Node
from publish.model.caption import CAPTION_ELEMENTS, kind_of
from publish.model.markup import LABEL, X


def caption_of(captioned: etree._Element, context: TreeContext) -> list[Node]:
    """The blocks of the caption of an element; none if it has no caption.

    Its label is a span `label`, whose keys are the `kind` and `number` of the element, and the
    `language` of the label.
    """
    names = tuple(f"{X}{name}" for name in CAPTION_ELEMENTS)
    element = next(captioned.iterchildren(*names), None)
    if element is None:
        return []
    blocks = context.write_blocks(element, context)
    caption = context.captions.get(captioned.get("id", ""))
    for block in blocks:
        label = _label(block)
        if label is not None and caption is not None:
            keys = {"kind": kind_of(captioned).name, "number": caption.number, **keys_of(element)}
            label["c"][0][2] = [[name, value] for name, value in keys.items()]
    return blocks


def _label(block: Node) -> Node | None:
    if block["t"] not in ("Plain", "Para"):
        return None
    spans = (each for each in block["c"] if each["t"] == "Span")
    return next((each for each in spans if LABEL in each["c"][0][1]), None)
