"""Boxes, from notes to summaries: `::: note Title`, or `> [!NOTE]` without a title."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import BLOCK_TITLE, DATA_ALERT, DATA_CONTAINER, X, add_classes
from publish.model.xhtml import element
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs.block import mark_title

# The block's name, and its role for assistive technology (DPUB-ARIA 1.1, ARIA 1.2).
KINDS = {
    "note": "note",
    "tip": "doc-tip",
    "important": "note",
    "warning": "note",
    "caution": "note",
    "box": "note",
    "sidebar": "note",
    "summary": "note",
    "key-figures": "note",
    "margin-note": "note",
}


def shape(block: etree._Element, source: SourceFile) -> None:
    """An aside of the classes `box` and its kind."""
    kind = block.get(DATA_CONTAINER, "")
    mark_title(block)
    if block.get(DATA_ALERT) is not None:
        words = source.context.words_in(source.language)
        title = element("p", words.boxes[kind], class_=BLOCK_TITLE)
        title.tail = "\n"
        block.insert(0, title)
    block.tag = f"{X}aside"
    add_classes(block, "box", kind)
    block.set("role", KINDS[kind])
