"""Fenced blocks by name: each construct turns its `div` into what the name means.

A construct is a function `(block, page)`: `block` is the div, with its attributes as `data-…` and
its title as a first paragraph of the class `container-title`; `page` tells file and manuscript.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from publish.diagnostics import did_you_mean
from publish.model.xhtml import X, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.shaping.constructs import (
    bibliography,
    boxes,
    charts,
    drama,
    quotations,
    tables,
    verse,
)

Construct = Callable[[etree._Element, Page], None]

CONSTRUCTS: dict[str, Construct] = {
    **dict.fromkeys(boxes.KINDS, boxes.shape),
    "bibliography": bibliography.shape,
    "chart": charts.shape,
    "drama": drama.shape,
    "epigraph": quotations.shape_epigraph,
    "letter": quotations.shape_letter,
    "quotation": quotations.shape_quotation,
    "table": tables.shape,
    "verse": verse.shape,
}


def shape_blocks(root: etree._Element, page: Page) -> None:
    """Shape every fenced block; an unknown name and a fence that opens none are errors."""
    for block in list(root.iter(f"{X}div")):
        name = block.get("data-container")
        if name is None:
            continue
        if block.get("data-unreadable"):
            hint = 'write `{#id .class key="value"}`'
            message = "the attributes of the block cannot be read"
            page.report.add("STR-010", message, source_location(block, page.path), hint=hint)
        construct = CONSTRUCTS.get(name)
        if construct is None:
            hint = did_you_mean(name, CONSTRUCTS) or f"there are: {', '.join(sorted(CONSTRUCTS))}"
            place = source_location(block, page.path)
            page.report.add("STR-011", f"no block is called `{name}`", place, hint=hint)
        else:
            construct(block, page)
            forget(block)
    for paragraph in root.iter(f"{X}p"):
        if paragraph.attrib.pop("data-colons", None) is not None:
            hint = "write `::: name`, text, and `:::` on lines of their own"
            place = source_location(paragraph, page.path)
            page.report.add("STR-010", "colons that open no block", place, hint=hint)


def forget(block: etree._Element) -> None:
    """Take away the attributes that were meant for the construct alone."""
    for name in [name for name in block.attrib if name.startswith("data-") and name not in _KEPT]:
        del block.attrib[name]


# What later passes still read: places, and what they are told by a construct.
_KEPT = frozenset({"data-line", "data-origin", "data-note", "data-number"})
