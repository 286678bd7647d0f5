"""XHTML elements, and the place in the manuscript that each came from."""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Location

XHTML = "http://www.w3.org/1999/xhtml"
X = f"{{{XHTML}}}"
# What a text says of where it came from, for messages; no product has it.
SOURCE_ATTRIBUTES = ("data-line", "data-origin", "data-note")


def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def element(tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """An XHTML element; `class_` gives the attribute `class`, `data_x` the attribute `data-x`."""
    made = etree.Element(f"{X}{tag}", nsmap={None: XHTML})
    made.text = text
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), value)
    return made


def text_of(node: etree._Element) -> str:
    """The text in an element and in all below it, as `itertext` has it; a book's is soon read."""
    if not len(node):
        return node.text or ""
    return etree.tostring(node, method="text", encoding="unicode", with_tail=False)


def source_location(node: etree._Element, path: str) -> Location:
    """Where an element, or the nearest block around it, begins; `path` is its section's file.

    What an include brought in remembers its own file.
    """
    line = 0
    at: etree._Element | None = node
    while at is not None:
        if not line and (found := at.get("data-line")):
            line = int(found)
        if line and (file := at.get("data-origin")):
            return Location(file, line)
        at = at.getparent()
    return Location(path, line)


def replace_with(node: etree._Element, others: list[etree._Element]) -> None:
    """Put others in the place of an element, whose tail stays behind the last of them."""
    parent = node.getparent()
    if parent is None:
        raise ValueError("the root has no place to be replaced in")
    tail, node.tail = node.tail, None
    at = parent.index(node)
    parent[at : at + 1] = others
    if others:
        others[-1].tail = (others[-1].tail or "") + (tail or "")
    else:
        _keep_text(parent, at, tail)


def remove(node: etree._Element) -> None:
    """Take an element away with its content; the text that follows it stays."""
    replace_with(node, [])


def _keep_text(parent: etree._Element, at: int, text: str | None) -> None:
    """Put text before the child at that index."""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (text or "")
    else:
        parent.text = (parent.text or "") + (text or "")
