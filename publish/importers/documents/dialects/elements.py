"""Elements of XML that are rewritten in place."""

from __future__ import annotations

from lxml import etree

Element = etree._Element
ID = "{http://www.w3.org/XML/1998/namespace}id"


def element(tag: str, text: str | None = None, **attributes: str) -> Element:
    """A new element with words in it."""
    node = etree.Element(tag, attributes)
    node.text = text
    return node


def identifier(node: Element) -> str:
    """The identifier of an element, or ""."""
    return node.get(ID) or node.get("id") or ""


def text_of(node: Element) -> str:
    """The words of an element in one line."""
    return " ".join("".join(map(str, node.itertext())).split())


def remove(node: Element) -> None:
    """Take out an element with all in it; the text after it stays."""
    unwrap(node, "")


def unwrap(node: Element, text: str) -> None:
    """Put a text in the place of an element with all in it."""
    above = node.getparent()
    if above is None:
        return
    kept = text + (node.tail or "")
    before = node.getprevious()
    if before is None:
        above.text = (above.text or "") + kept
    else:
        before.tail = (before.tail or "") + kept
    node.tail = None
    above.remove(node)


def insert_before(node: Element, new: Element) -> None:
    """Put a new element before another."""
    above = node.getparent()
    if above is not None:
        above.insert(above.index(node), new)
