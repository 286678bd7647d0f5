"""XHTML elements, and their locations in the manuscript."""

from __future__ import annotations

from urllib.parse import quote, unquote

from lxml import etree

from publish.diagnostics import Location
from publish.model.markup import DATA_LINE, DATA_ORIGIN, XHTML, X


def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def element(tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """An XHTML element; `class_` gives the attribute `class`, `data_x` the attribute `data-x`."""
    node = etree.Element(f"{X}{tag}", nsmap={None: XHTML})
    node.text = text
    for name, value in attributes.items():
        node.set(name.rstrip("_").replace("_", "-"), value)
    return node


def text_of(node: etree._Element) -> str:
    """The text in an element and its descendants; the same as `itertext`, and faster."""
    if not len(node):
        return node.text or ""
    return etree.tostring(node, method="text", encoding="unicode", with_tail=False)


def set_origin(node: etree._Element, path: str) -> None:
    """Note the file that an element is from, where that is not the file of its section.

    A path may have characters that XML has not, such as bytes that are not those of the locale.
    """
    node.set(DATA_ORIGIN, quote(path, errors="surrogatepass"))


def origin_of(node: etree._Element) -> str:
    """The file that was noted of an element, or an empty text."""
    return unquote(node.get(DATA_ORIGIN, ""), errors="surrogatepass")


def source_location(node: etree._Element, path: str) -> Location:
    """The location of an element, or of the nearest block around it.

    `path` is the file of its section; an element from an included file has that file.
    """
    line = 0
    ancestor: etree._Element | None = node
    while ancestor is not None:
        if not line and (number := ancestor.get(DATA_LINE)):
            line = int(number)
        if line and (file := origin_of(ancestor)):
            return Location(file, line)
        ancestor = ancestor.getparent()
    return Location(path, line)


def replace_with(node: etree._Element, others: list[etree._Element]) -> None:
    """Replace an element by others; its tail follows the last of them."""
    parent = node.getparent()
    if parent is None:
        raise ValueError("the root element cannot be replaced")
    tail, node.tail = node.tail, None
    index = parent.index(node)
    parent[index : index + 1] = others
    if others:
        others[-1].tail = (others[-1].tail or "") + (tail or "")
    else:
        _insert_text(parent, index, tail)


def remove(node: etree._Element) -> None:
    """Remove an element with its content; the text after it stays."""
    replace_with(node, [])


def _insert_text(parent: etree._Element, index: int, text: str | None) -> None:
    """Insert text before the child at that index."""
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + (text or "")
    else:
        parent.text = (parent.text or "") + (text or "")


def text_before(node: etree._Element) -> str:
    """The text between a node and what is before it."""
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        return before.tail or ""
    return (parent.text or "") if parent is not None else ""


def set_text_before(node: etree._Element, text: str) -> None:
    """Change it."""
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = text
    elif parent is not None:
        parent.text = text
