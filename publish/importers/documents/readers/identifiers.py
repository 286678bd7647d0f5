"""Identifiers of HTML that pandoc's trees have no place for, as those of paragraphs and items."""

from __future__ import annotations

from lxml import etree

_WITHOUT_PLACE = ("p", "li", "blockquote", "dd", "dt", "td", "th", "ul", "ol", "pre")


def keep_identifiers(body: etree._Element, namespace: str) -> None:
    """Give the identifier of each such element to an empty span at its beginning.

    `namespace` is that of HTML in braces, or empty.
    """
    for name in _WITHOUT_PLACE:
        for node in body.iter(f"{namespace}{name}"):
            identifier = node.get("id")
            if identifier is None:
                continue
            holder = _holder(node, namespace)
            if holder is None:
                continue
            del node.attrib["id"]
            span = etree.Element(f"{namespace}span", {"id": identifier})
            span.tail, holder.text = holder.text, None
            holder.insert(0, span)


def _holder(node: etree._Element, namespace: str) -> etree._Element | None:
    """The element that takes the span: the element itself, or the first item of a list."""
    if node.tag in (f"{namespace}ul", f"{namespace}ol"):
        return next(node.iter(f"{namespace}li"), None)
    if node.tag == f"{namespace}blockquote" and len(node) and not (node.text or "").strip():
        return next(node.iter(f"{namespace}p"), None)
    return None if node.tag == f"{namespace}pre" else node
