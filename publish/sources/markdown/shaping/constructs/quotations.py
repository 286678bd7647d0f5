"""Epigraphs, quotations with their source, and letters."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import X
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.shaping.constructs.titles import take_title

_DASHES = ("—", "–", "―")


def shape_quotation(block: etree._Element, page: Page) -> None:
    """A quotation set off; a last paragraph that begins with a dash is its source."""
    _shape(block, "quotation")
    block.tag = f"{X}blockquote"


def shape_epigraph(block: etree._Element, page: Page) -> None:
    """An epigraph: a quotation that stands over a text (DPUB-ARIA: doc-epigraph)."""
    _shape(block, "epigraph")
    block.set("role", "doc-epigraph")


def shape_letter(block: etree._Element, page: Page) -> None:
    """A letter; paragraphs of the classes date, opening, closing and signature are set as such."""
    _shape(block, "letter")


def _shape(block: etree._Element, kind: str) -> None:
    take_title(block)
    block.set("class", " ".join([kind, *block.get("class", "").split()]))
    last = block[-1] if len(block) else None
    if last is not None and last.tag == f"{X}p" and (last.text or "").startswith(_DASHES):
        last.set("class", "source")
