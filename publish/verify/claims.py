"""What a PDF says that it conforms to: ISO 14289, 5; ISO 19005, 6.6.4; Well-Tagged PDF 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from lxml import etree

_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_UA, _A = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
_DECLARED = {"accessibility1.0": "wtpdf", "reuse1.0": "wtpdf-reuse"}
_DECLARATION = re.compile(r"http://pdfa\.org/declarations/wtpdf#([\w.]+)")
_UNKNOWN = ("ua1",)  # what is to be said of a file, or of metadata, that cannot be read


def claimed(path: Path) -> tuple[str, ...]:
    """What the file at `path` claims; where it cannot be read, a standard that it cannot meet."""
    try:
        with pikepdf.open(path) as pdf:
            return claims_of(pdf)
    except pikepdf.PdfError:
        return _UNKNOWN


def claims_of(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The flavours that a PDF says it meets, in its metadata, by the names that validators use.

    Of one that does not exist the name comes all the same. A file without metadata claims nothing.
    """
    if "/Metadata" not in pdf.Root:
        return ()
    try:
        said = etree.fromstring(pdf.Root.Metadata.read_bytes(), _SAFE)
    except (AttributeError, etree.XMLSyntaxError):
        return _UNKNOWN
    return tuple(dict.fromkeys(_claims(list(_properties(said)))))


def _properties(said: etree._Element) -> Iterator[tuple[str, str]]:
    """Each name with its value: RDF has them as elements, or as attributes."""
    for node in said.iter(etree.Element):
        yield str(node.tag), (node.text or "").strip()
        for name, value in node.attrib.items():
            yield str(name), str(value).strip()


def _claims(said: list[tuple[str, str]]) -> Iterator[str]:
    level = next((value.lower() for name, value in said if name == f"{_A}conformance"), "")
    for name, value in said:
        if name == f"{_UA}part":
            yield f"ua{value}"
        elif name == f"{_A}part":
            yield f"{value}{level}"
        for declaration in _DECLARATION.findall(value):
            yield _DECLARED.get(declaration, declaration)
