"""XHTML as the pages of an EPUB need it: elements by name, languages, properties, bytes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.xhtml import X

OPS = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{OPS}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def find_all(root: etree._Element, *tags: str) -> list[etree._Element]:
    """The XHTML elements of those names in document order; the tree may be changed meanwhile."""
    return list(root.iter(*(f"{X}{tag}" for tag in tags)))


def mirror_languages(root: etree._Element) -> None:
    """Say every `lang` in XML too: half of the reading systems look at `xml:lang` alone."""
    for node in root.iter(etree.Element):
        if language := node.get("lang"):
            node.set(XML_LANG, language)


def properties(root: etree._Element) -> Iterator[str]:
    """What the manifest must say of a document (EPUB 3.3, 5.5.1): the languages inside it."""
    if next(root.iter("{http://www.w3.org/1998/Math/MathML}math"), None) is not None:
        yield "mathml"
    if next(root.iter("{http://www.w3.org/2000/svg}svg"), None) is not None:
        yield "svg"


def as_bytes(root: etree._Element) -> bytes:
    """The finished document."""
    written: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return written + b"\n"
