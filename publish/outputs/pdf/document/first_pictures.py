"""Leaves out the indent of a paragraph that begins with a picture.

The layout engine makes a picture as wide as the measure at most; after an indent it would extend
outside by as much, since no line can break before it.
"""

from __future__ import annotations

from lxml import etree


def set_first_pictures_flush(root: etree._Element) -> None:
    """Set each paragraph flush whose first line begins with a picture."""
    for image in root.iter("{*}img"):
        node: etree._Element | None = image
        while node is not None and etree.QName(node).localname != "p" and _is_first(node):
            node = node.getparent()
        if node is not None and etree.QName(node).localname == "p":
            node.set("style", "text-indent: 0")


def _is_first(node: etree._Element) -> bool:
    """Whether nothing is before an element in the one around it."""
    parent = node.getparent()
    return parent is not None and parent[0] is node and not (parent.text or "").strip()
