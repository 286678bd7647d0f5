"""Fenced blocks by name: each construct turns its `div` into what the name means.

A construct is a module with a function `shape(block, source)`: `block` is the div, with its
attributes as `data-…` and its title as a first paragraph of the class `container-title`; `source`
is the file it is in. `ATTRIBUTES` of the module are those that the construct has of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from publish.guesses import did_you_mean
from publish.model.markup import (
    DATA_COLONS,
    DATA_CONTAINER,
    DATA_LINE,
    DATA_NOTE,
    DATA_NUMBER,
    DATA_ORIGIN,
    DATA_UNREADABLE,
    X,
)
from publish.model.xhtml import source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs import (
    bibliography,
    boxes,
    charts,
    drama,
    figures,
    quotations,
    statements,
    tables,
    verse,
)


class Construct(NamedTuple):
    """What a block becomes, and its attributes besides those of every block."""

    shape: Callable[[etree._Element, SourceFile], None]
    attributes: tuple[str, ...] = ()


CONSTRUCTS = {
    **dict.fromkeys(boxes.KINDS, Construct(boxes.shape)),
    **dict.fromkeys(statements.KINDS, Construct(statements.shape, statements.ATTRIBUTES)),
    "bibliography": Construct(bibliography.shape),
    "chart": Construct(charts.shape, charts.ATTRIBUTES),
    "drama": Construct(drama.shape),
    "epigraph": Construct(quotations.shape_epigraph),
    "figures": Construct(figures.shape, figures.ATTRIBUTES),
    "letter": Construct(quotations.shape_letter),
    "proof": Construct(statements.shape_proof),
    "quotation": Construct(quotations.shape_quotation),
    "table": Construct(tables.shape, tables.ATTRIBUTES),
    "verse": Construct(verse.shape, verse.ATTRIBUTES),
}
_INCLUDE = {"include": ("file",)}  # replaced before the constructs (see `shaping.includes`)
# Attributes that later passes read: places, and what a construct leaves for them.
_NEEDED_LATER = frozenset({DATA_LINE, DATA_ORIGIN, DATA_NOTE, DATA_NUMBER})


def block_attributes() -> dict[str, tuple[str, ...]]:
    """The attributes of each fenced block besides those of every block, by its name."""
    own = {name: construct.attributes for name, construct in CONSTRUCTS.items()}
    return own | _INCLUDE


def shape_constructs(root: etree._Element, source: SourceFile) -> None:
    """Shape every fenced block; unknown names and stray fences are errors."""
    for block in list(root.iter(f"{X}div")):
        name = block.get(DATA_CONTAINER)
        if name is None:
            continue
        place = source_location(block, source.path)
        if block.get(DATA_UNREADABLE):
            hint = 'write `{#id .class key="value"}`'
            message = "the attributes of the block cannot be parsed"
            source.report.add("STR-010", message, place, hint=hint)
        construct = CONSTRUCTS.get(name)
        if construct is None:
            hint = did_you_mean(name, CONSTRUCTS) or f"available: {', '.join(sorted(CONSTRUCTS))}"
            source.report.add("STR-011", f"unknown block `{name}`", place, hint=hint)
        else:
            construct.shape(block, source)
            _remove_construct_attributes(block)
    for paragraph in root.iter(f"{X}p"):
        if paragraph.attrib.pop(DATA_COLONS, None) is not None:
            hint = "write `::: name`, the text, and `:::` on lines of their own"
            place = source_location(paragraph, source.path)
            source.report.add("STR-010", "colons that do not open a block", place, hint=hint)


def _remove_construct_attributes(block: etree._Element) -> None:
    for name in list(block.attrib):
        if name.startswith("data-") and name not in _NEEDED_LATER:
            del block.attrib[name]
