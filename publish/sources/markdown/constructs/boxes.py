"""Notes, tips, warnings, boxes and sidebars: `::: note Title`."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import X
from publish.sources.markdown.page import Page

# The block's name, and the role that assistive technology knows it by (DPUB-ARIA 1.1, ARIA 1.2).
KINDS = {"note": "note", "tip": "doc-tip", "warning": "note", "box": "note", "sidebar": "note"}


def shape(block: etree._Element, page: Page) -> None:
    """An aside of the classes `box` and its kind, with its title as a paragraph `box-title`."""
    kind = block.get("data-container", "")
    block.tag = f"{X}aside"
    block.set("class", " ".join(["box", kind, *block.get("class", "").split()]))
    block.set("role", KINDS[kind])
    title = title_of(block)
    if title is not None:
        title.set("class", "box-title")


def title_of(block: etree._Element) -> etree._Element | None:
    """The paragraph that holds a block's title, if it was given one."""
    first = block[0] if len(block) else None
    return first if first is not None and first.get("class") == "container-title" else None
