"""Reads the words of finished products, by other means than verification does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
from lxml import etree

from tests.conservation.manuscript_words import bare

_LINES = re.compile(r"[\r\n]+|(?<=\ufffe)")
_HYPHENS = ("-", "\u2010", "\u00ad", "\ufffe")  # PDFium writes the last for one that ends a line


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
    """The bare text of all pages of a PDF, as it is drawn, line by line.

    Behind it stand the words that a page may end in the middle of, with a hyphen.
    """
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    parted = (bare(word) for pair in pairwise(pages) for word in _parted(*pair))
    return "\n".join([bare("".join(pages)), *parted])


def _parted(page: str, following: str) -> Iterator[str]:
    """The words that lines of a page may begin and lines of the next go on with."""
    begun = [line.split()[-1] for line in _LINES.split(page) if line.rstrip().endswith(_HYPHENS)]
    ended = [words[0] for line in _LINES.split(following) if (words := line.split())]
    return (before + behind for before in begun for behind in ended)
