"""Plays: `::: drama`, with speakers and speeches as a definition list."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import STAGE_DIRECTION, X, add_classes
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs.block import mark_title


def shape(block: etree._Element, _: SourceFile) -> None:
    """Speakers and speeches; a paragraph that is all emphasis is a stage direction."""
    mark_title(block)
    add_classes(block, "drama")
    for paragraph in block.iter(f"{X}p"):
        if _is_all_emphasis(paragraph):
            paragraph.set("class", STAGE_DIRECTION)


def _is_all_emphasis(paragraph: etree._Element) -> bool:
    return (
        len(paragraph) == 1
        and paragraph[0].tag == f"{X}em"
        and not (paragraph.text or "").strip()
        and not (paragraph[0].tail or "").strip()
    )
