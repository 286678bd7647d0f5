"""Marks the figures, tables and listings that may stand at the head of the next page.

Each that a reference names by its number may, unless the author keeps it in its place or the theme
all of them. The others are marked too, since no number may come before a lower one.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from lxml import etree

from publish.model.book import Book
from publish.model.caption import FLOATING_KINDS, captions_in, kind_of
from publish.model.markup import DATA_FLOAT, IN_PLACE, XREF, X, has_class


def named_anchors(book: Book) -> Set[str]:
    """The anchors that references name by their number."""
    return {
        link.get("href", "").rpartition("#")[2]
        for section in book.walk()
        if XREF.encode() in book.markup_of(section)
        for part in section.parts()
        for link in part.iter(f"{X}a")
        if has_class(link, XREF)
    }


def mark_floats(root: etree._Element, named: Set[str], variables: Mapping[str, Any]) -> None:
    """Mark what may move and what may not, in a document in which any may, by the anchors that are
    `named`."""
    if variables.get("floats") != "on":
        return
    marks = {
        _outermost(node): "yes" if _may_move(node, named) else "no"
        for node, _ in captions_in(root)
        if kind_of(node).name in FLOATING_KINDS
    }
    for node, mark in marks.items() if "yes" in marks.values() else ():
        node.set(DATA_FLOAT, mark)


def _may_move(node: etree._Element, named: Set[str]) -> bool:
    if any(has_class(each, IN_PLACE) for each in node.iter()):
        return False
    return any(each.get("id") in named for each in node.iter())


def _outermost(node: etree._Element) -> etree._Element:
    """An element, or the block around it that has nothing else."""
    around = node.getparent()
    while around is not None and around.tag == f"{X}div" and len(around) == 1:
        node, around = around, around.getparent()
    return node
