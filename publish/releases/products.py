"""Reads back from finished products what a release says of them."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pikepdf
from lxml import etree

from publish.files.destinations import pages_of_anchors
from publish.model.xmlsafe import parse_untrusted

_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_CLAIMS = ("schema:access", "dcterms:conformsTo", "a11y:")

_INTERIOR = "interior.pdf"

Claims = tuple[tuple[str, str], ...]


def read_folios(path: Path, anchors: Collection[str]) -> tuple[int, dict[str, str]]:
    """The number of pages of a PDF, and the folio of the page that each anchor is on."""
    with pikepdf.open(path) as pdf:
        folios = [str(page.label) for page in pdf.pages]
        return len(folios), {name: folios[page] for name, page in pages_of_anchors(pdf, anchors)}


def read_printed(path: Path) -> tuple[int, float, float]:
    """The number of pages in the files for a printer, with the width and height of the first."""
    with pikepdf.open(path / _INTERIOR) as pdf:
        left, below, right, above = map(float, pdf.pages[0].trimbox)
        return len(pdf.pages), right - left, above - below


def read_epub_claims(path: Path) -> Claims:
    """The accessibility metadata of an EPUB, in the order of its package."""
    with zipfile.ZipFile(path) as epub:
        container = parse_untrusted(epub.read("META-INF/container.xml"))
        rootfile = next(container.iter(f"{_CONTAINER}rootfile"))
        package = parse_untrusted(epub.read(rootfile.get("full-path", "")))
    return tuple(_claims(package))


def _claims(package: etree._Element) -> Iterator[tuple[str, str]]:
    for node in package.iter(f"{_OPF}meta", f"{_OPF}link"):
        name = node.get("property") or node.get("rel") or ""
        value = (node.text or "").strip() or node.get("href") or ""
        if name.startswith(_CLAIMS) and value:
            yield name, value
