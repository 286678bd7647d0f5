"""Notes, tips, warnings, boxes and sidebars: `::: note Title`."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import DATA_CONTAINER, X, add_classes
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs.block import mark_title

# The block's name, and its role for assistive technology (DPUB-ARIA 1.1, ARIA 1.2).
KINDS = {"note": "note", "tip": "doc-tip", "warning": "note", "box": "note", "sidebar": "note"}


def shape(block: etree._Element, _: SourceFile) -> None:
    """An aside of the classes `box` and its kind."""
    kind = block.get(DATA_CONTAINER, "")
    mark_title(block)
    block.tag = f"{X}aside"
    add_classes(block, "box", kind)
    block.set("role", KINDS[kind])
