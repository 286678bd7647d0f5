"""XHTML as HTML that a browser parses into the same tree (WHATWG HTML, 13.3)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.markup import XML_LANG, X

DOCTYPE = "<!DOCTYPE html>\n"
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()
)  # fmt: skip
_RAW = frozenset({"script", "style"})
# The parser drops a line feed at the beginning of these.
_DROPS_FIRST_LINE = frozenset({"pre", "textarea"})
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", '"': "&quot;", "\u00a0": "&nbsp;"})
# Attributes of foreign elements that have a prefix (WHATWG HTML, 13.2.6.1, "adjust foreign").
_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


def to_html(root: etree._Element) -> bytes:
    """A document of XHTML, with MathML and SVG, as a page of HTML."""
    return f"{DOCTYPE}{''.join(_element(root))}\n".encode()


def _element(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node).localname
    is_html = str(node.tag).startswith(X)
    yield f"<{name}{''.join(_attributes(node, is_html=is_html))}>"
    if is_html and name in _VOID:
        return
    text = node.text or ""
    if is_html and name in _DROPS_FIRST_LINE and text.startswith("\n"):
        yield "\n"
    yield text if is_html and name in _RAW else text.translate(_TEXT)
    for child in node:
        if isinstance(child.tag, str):
            yield from _element(child)
        yield (child.tail or "").translate(_TEXT)
    yield f"</{name}>"


def _attributes(node: etree._Element, *, is_html: bool) -> Iterator[str]:
    for name, value in node.attrib.items():
        if name == XML_LANG and is_html:
            continue  # `lang` says the same
        qualified = etree.QName(name)
        prefix = _PREFIXES.get(qualified.namespace or "", "")
        yield f' {prefix}{qualified.localname}="{str(value).translate(_ATTRIBUTE)}"'
