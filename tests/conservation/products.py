"""Reads the words of finished products, by other means than verification does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
from lxml import etree

from tests.conservation.source import bare


def epub_text(path: Path) -> str:
    """The bare text of all pages of an EPUB, with what is told of its images."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                root = etree.fromstring(archive.read(name))
                found += [str(text) for text in root.itertext()]
                found += map(str, root.xpath("//@alt | //@aria-label"))
    return bare("".join(found))


def pdf_text(path: Path) -> str:
    """The bare text of all pages of a PDF, as it is drawn, line by line."""
    document = pypdfium2.PdfDocument(path)
    return bare("".join(page.get_textpage().get_text_range() for page in document))
