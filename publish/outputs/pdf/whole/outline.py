"""The bookmarks: every section, worded as everywhere, nested to full depth."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Name, OutlineItem

from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.outputs.pdf.exchange.jobs import AnchorPosition


def set_outline(pdf: pikepdf.Pdf, book: Book, places: Mapping[str, AnchorPosition]) -> None:
    """Replace whatever outline the file has; a section leads to the place where it begins."""
    with pdf.open_outline() as outline:
        outline.root[:] = [_item(pdf, section, places) for section in book.sections]
    pdf.Root.PageMode = Name.UseOutlines


def _item(pdf: pikepdf.Pdf, section: Section, places: Mapping[str, AnchorPosition]) -> OutlineItem:
    place = places[section.id]
    page = pdf.pages[place.page].obj
    target = Array([page, Name.XYZ, round(place.x, 2), round(place.y, 2), None])
    item = OutlineItem(heading_text(section), destination=target)
    item.children.extend(_item(pdf, child, places) for child in section.children)
    item.is_closed = section.level > 1
    return item
