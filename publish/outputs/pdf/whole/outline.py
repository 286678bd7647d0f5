"""The bookmarks: one for every section, nested to full depth, and for the lists before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Name, OutlineItem

from publish.model.book import Book
from publish.model.bookmarks import OutlineEntry, outline_entries
from publish.outputs.pdf.exchange.jobs import AnchorPosition


def set_outline(pdf: pikepdf.Pdf, book: Book, anchors: Mapping[str, AnchorPosition]) -> None:
    """Replace the outline of a file; each entry leads to its anchor."""
    with pdf.open_outline() as outline:
        pages = [page.obj for page in pdf.pages]
        outline.root[:] = [_item(pages, each, anchors) for each in outline_entries(book, anchors)]
    pdf.Root.PageMode = Name.UseOutlines


def _item(
    pages: Sequence[pikepdf.Object], entry: OutlineEntry, anchors: Mapping[str, AnchorPosition]
) -> OutlineItem:
    anchor = anchors[entry.anchor]
    target = Array([pages[anchor.page], Name.XYZ, round(anchor.x, 2), round(anchor.y, 2), None])
    item = OutlineItem(entry.text, destination=target)
    item.children.extend(_item(pages, child, anchors) for child in entry.children)
    item.is_closed = entry.level > 1
    return item
