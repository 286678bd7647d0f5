"""Fenced blocks by name: each construct turns its `div` into what the name means.

A construct is a function `(block, source)`: `block` is the div, with its attributes as `data-…` and
its title as a first paragraph of the class `container-title`; `source` is the file it is in.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from publish.diagnostics import did_you_mean
from publish.model.xhtml import X, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs import (
    bibliography,
    boxes,
    charts,
    drama,
    quotations,
    tables,
    verse,
)

Construct = Callable[[etree._Element, SourceFile], None]

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
# Attributes that later passes read: places, and what a construct leaves for them.
_NEEDED_LATER = frozenset({"data-line", "data-origin", "data-note", "data-number"})


def shape_constructs(root: etree._Element, source: SourceFile) -> None:
    """Shape every fenced block; unknown names and stray fences are errors."""
    for block in list(root.iter(f"{X}div")):
        name = block.get("data-container")
        if name is None:
            continue
        place = source_location(block, source.path)
        if block.get("data-unreadable"):
            hint = 'write `{#id .class key="value"}`'
            message = "the attributes of the block cannot be parsed"
            source.report.add("STR-010", message, place, hint=hint)
        construct = CONSTRUCTS.get(name)
        if construct is None:
            hint = did_you_mean(name, CONSTRUCTS) or f"available: {', '.join(sorted(CONSTRUCTS))}"
            source.report.add("STR-011", f"unknown block `{name}`", place, hint=hint)
        else:
            construct(block, source)
            _remove_construct_attributes(block)
    for paragraph in root.iter(f"{X}p"):
        if paragraph.attrib.pop("data-colons", None) is not None:
            hint = "write `::: name`, the text, and `:::` on lines of their own"
            place = source_location(paragraph, source.path)
            source.report.add("STR-010", "colons that do not open a block", place, hint=hint)


def _remove_construct_attributes(block: etree._Element) -> None:
    for name in list(block.attrib):
        if name.startswith("data-") and name not in _NEEDED_LATER:
            del block.attrib[name]
