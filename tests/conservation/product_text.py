"""The text of finished products, read by other means than those of verification."""

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
_HYPHENS = ("-", "\u2010", "\u00ad", "\ufffe")  # PDFium writes the last one at the end of a line


def epub_text(path: Path) -> str:
    """The bare text of all pages of an EPUB, with the alternative texts of its images."""
    texts: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                root = etree.fromstring(archive.read(name))
                texts += [str(text) for text in root.itertext()]
                texts += map(str, root.xpath("//@alt | //@aria-label"))
    return bare("".join(texts))


def pdf_text(path: Path) -> str:
    """The bare text of all pages of a PDF, as it is drawn, line by line.

    It ends with the words that may be divided between two pages, with a hyphen.
    """
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    divided = (bare(word) for pair in pairwise(pages) for word in _divided(*pair))
    return "\n".join([bare("".join(pages)), *divided])


def _divided(page: str, following: str) -> Iterator[str]:
    """The words that may begin in a line of a page and end in a line of the next."""
    starts = [line.split()[-1] for line in _LINES.split(page) if line.rstrip().endswith(_HYPHENS)]
    ends = [words[0] for line in _LINES.split(following) if (words := line.split())]
    return (start + end for start in starts for end in ends)
