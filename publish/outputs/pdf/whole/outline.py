"""The bookmarks: one for every section, nested to full depth."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Name, OutlineItem

from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.outputs.pdf.exchange.jobs import AnchorPosition


def set_outline(pdf: pikepdf.Pdf, book: Book, anchors: Mapping[str, AnchorPosition]) -> None:
    """Replace the outline of a file; each section leads to its anchor."""
    with pdf.open_outline() as outline:
        outline.root[:] = [_item(pdf, section, anchors) for section in book.sections]
    pdf.Root.PageMode = Name.UseOutlines


def _item(pdf: pikepdf.Pdf, section: Section, anchors: Mapping[str, AnchorPosition]) -> OutlineItem:
    anchor = anchors[section.id]
    page = pdf.pages[anchor.page].obj
    target = Array([page, Name.XYZ, round(anchor.x, 2), round(anchor.y, 2), None])
    item = OutlineItem(heading_text(section), destination=target)
    item.children.extend(_item(pdf, child, anchors) for child in section.children)
    item.is_closed = section.level > 1
    return item
