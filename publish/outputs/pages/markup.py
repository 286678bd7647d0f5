"""The XHTML of pages: parsing, serialisation, elements by name, languages, vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.markup import DRAWING, EPUB_TYPE, MATH, XML_LANG, X
from publish.model.xmlsafe import parse_own


def parse_document(text: str) -> etree._Element:
    """The document that a template produced."""
    return parse_own(text.encode("utf-8"))


def to_bytes(root: etree._Element) -> bytes:
    """The finished document, serialised."""
    content: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return content + b"\n"


def find_all(root: etree._Element, *tags: str) -> list[etree._Element]:
    """The XHTML elements of those names in document order; a list, so that the tree may change."""
    return list(root.iter(*(f"{X}{tag}" for tag in tags)))


def mirror_languages(root: etree._Element) -> None:
    """Repeat each `lang` as `xml:lang`: half of the reading systems read only that one."""
    for node in root.iter(etree.Element):
        if language := node.get("lang"):
            node.set(XML_LANG, language)


def remove_epub_types(root: etree._Element) -> None:
    """Remove each `epub:type`, with the declaration of its namespace."""
    etree.strip_attributes(root, EPUB_TYPE)
    etree.cleanup_namespaces(root)


def embedded_vocabularies(root: etree._Element) -> Iterator[str]:
    """ "mathml" and "svg" where a page contains such; a manifest must say so (EPUB 3.3, 5.5.1)."""
    if next(root.iter(MATH), None) is not None:
        yield "mathml"
    if next(root.iter(DRAWING), None) is not None:
        yield "svg"
