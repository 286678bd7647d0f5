"""XHTML as HTML that a browser parses into the same tree (WHATWG HTML, 13.3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml import etree

from publish.model.markup import XML_LANG, X

DOCTYPE = "<!DOCTYPE html>\n"
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()
)  # fmt: skip
_RAW = frozenset({"script", "style"})
# The parser drops a line feed at the beginning of these.
_DROPS_FIRST_LINE = frozenset({"pre", "textarea"})
# Attributes of foreign elements that have a prefix (WHATWG HTML, 13.2.6.1, "adjust foreign").
_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


def to_html(root: etree._Element) -> bytes:
    """A document of XHTML, with MathML and SVG, as a page of HTML."""
    parts = [DOCTYPE]
    _write(root, parts.append)
    parts.append("\n")
    return "".join(parts).encode()


def _write(node: etree._Element, write: Callable[[str], None]) -> None:
    tag = str(node.tag)
    is_html = tag.startswith(X)
    name = tag[len(X) :] if is_html else etree.QName(tag).localname
    write(f"<{name}{_attributes(node, is_html=is_html)}>" if node.attrib else f"<{name}>")
    if is_html and name in _VOID:
        return
    if text := node.text:
        if is_html and name in _DROPS_FIRST_LINE and text.startswith("\n"):
            write("\n")
        write(text if is_html and name in _RAW else _escaped(text))
    for child in node:
        if isinstance(child.tag, str):
            _write(child, write)
        if tail := child.tail:
            write(_escaped(tail))
    write(f"</{name}>")


def _attributes(node: etree._Element, *, is_html: bool) -> str:
    return "".join(
        f' {_attribute_name(str(name))}="{_quoted(str(value))}"'
        for name, value in node.attrib.items()
        if not (is_html and name == XML_LANG)  # `lang` says the same
    )


def _escaped(text: str) -> str:
    # A chain of `replace`: four times as fast as `translate`, since most texts have none of these.
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\u00a0", "&nbsp;")
    )


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("\u00a0", "&nbsp;")


@cache
def _attribute_name(name: str) -> str:
    qualified = etree.QName(name)
    return f"{_PREFIXES.get(qualified.namespace or '', '')}{qualified.localname}"
