"""Notes, tips, warnings, boxes and sidebars: `::: note Title`."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import X
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.shaping.constructs.titles import take_title

# The block's name, and the role that assistive technology knows it by (DPUB-ARIA 1.1, ARIA 1.2).
KINDS = {"note": "note", "tip": "doc-tip", "warning": "note", "box": "note", "sidebar": "note"}


def shape(block: etree._Element, page: Page) -> None:
    """An aside of the classes `box` and its kind."""
    kind = block.get("data-container", "")
    take_title(block)
    block.tag = f"{X}aside"
    block.set("class", " ".join(["box", kind, *block.get("class", "").split()]))
    block.set("role", KINDS[kind])
