"""Verse as Markdown: the lines of a block as they are, indented by two spaces for each step."""

from __future__ import annotations

from collections.abc import Sequence

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.tree import Node

VERSE = "verse"
_STEP = "\N{EM SPACE}"


def verse(blocks: Sequence[Node], context: ConversionContext) -> list[str]:
    """The stanzas of a block, each as its lines; other blocks are as everywhere."""
    written: list[str] = []
    for block in blocks:
        if block["t"] == "LineBlock":
            written.append("\n".join(_line(line, context) for line in block["c"]))
        else:
            written.extend(context.blocks([block]))
    return written


def _line(nodes: Sequence[Node], context: ConversionContext) -> str:
    text = context.inlines(nodes).rstrip()
    bare = text.lstrip(_STEP)
    return "  " * (len(text) - len(bare)) + bare
