"""The standards that a PDF claims to meet: ISO 14289, 5; ISO 19005, 6.6.4; Well-Tagged PDF 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from lxml import etree

from publish.model.xmlsafe import parse_untrusted

_UA, _A = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
_DECLARED = {"accessibility1.0": "wtpdf", "reuse1.0": "wtpdf-reuse"}
_DECLARATION = re.compile(r"http://pdfa\.org/declarations/wtpdf#([\w.]+)")
_UNKNOWN = ("ua1",)  # the claims of a file, or of metadata, that cannot be read


def read_claims(path: Path) -> tuple[str, ...]:
    """The claims of the file at `path`; where it cannot be read, one that it cannot meet."""
    try:
        with pikepdf.open(path) as pdf:
            return claims_of(pdf)
    except pikepdf.PdfError:
        return _UNKNOWN


def claims_of(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The flavours that the metadata of a PDF claims, by the names that validators use.

    Claims of flavours that do not exist are included; a file without metadata claims nothing.
    """
    if "/Metadata" not in pdf.Root:
        return ()
    try:
        xmp = parse_untrusted(pdf.Root.Metadata.read_bytes())
    except (AttributeError, etree.XMLSyntaxError):
        return _UNKNOWN
    return tuple(dict.fromkeys(_claims(list(_properties(xmp)))))


def _properties(xmp: etree._Element) -> Iterator[tuple[str, str]]:
    """Each name with its value, which RDF has as an element or as an attribute."""
    for node in xmp.iter(etree.Element):
        yield str(node.tag), (node.text or "").strip()
        for name, value in node.attrib.items():
            yield str(name), str(value).strip()


def _claims(properties: list[tuple[str, str]]) -> Iterator[str]:
    level = next((value.lower() for name, value in properties if name == f"{_A}conformance"), "")
    for name, value in properties:
        if name == f"{_UA}part":
            yield f"ua{value}"
        elif name == f"{_A}part":
            yield f"{value}{level}"
        for declaration in _DECLARATION.findall(value):
            yield _DECLARED.get(declaration, declaration)
