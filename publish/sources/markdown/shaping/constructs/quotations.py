"""Epigraphs, quotations with their source, and letters."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import SOURCE, X, add_classes
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs.block import mark_title

_DASHES = ("—", "–", "―")


def shape_quotation(block: etree._Element, _: SourceFile) -> None:
    """A block quotation; a last paragraph that begins with a dash is its source."""
    _shape(block, "quotation")
    block.tag = f"{X}blockquote"


def shape_epigraph(block: etree._Element, _: SourceFile) -> None:
    """An epigraph: a quotation at the head of a text (DPUB-ARIA: doc-epigraph)."""
    _shape(block, "epigraph")
    block.set("role", "doc-epigraph")


def shape_letter(block: etree._Element, _: SourceFile) -> None:
    """A letter, whose paragraphs may have the classes date, opening, closing and signature."""
    _shape(block, "letter")


def _shape(block: etree._Element, kind: str) -> None:
    mark_title(block)
    add_classes(block, kind)
    last = block[-1] if len(block) else None
    if last is not None and last.tag == f"{X}p" and (last.text or "").startswith(_DASHES):
        last.set("class", SOURCE)
