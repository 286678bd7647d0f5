"""The pages of a print edition, as they are drawn.

Not through its tags, so that a mistake of the code that made the page list is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NESTED = 8  # forms inside forms that are still looked into


def printed_pages(path: Path) -> Iterator[tuple[str, str]]:
    """The label and the text of each page of the PDF at `path`."""
    document = pdfium.PdfDocument(path)
    try:
        with pikepdf.open(path) as pdf:
            for page, drawn in zip(pdf.pages, document, strict=True):
                yield str(page.label), "".join(_texts(drawn))
    finally:
        document.close()


def _texts(drawn: pdfium.PdfPage) -> Iterator[str]:
    """The texts of a page without what is no part of the book, such as running heads."""
    words = drawn.get_textpage()
    kind = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
    for shown in drawn.get_objects(filter=kind, max_depth=_NESTED, textpage=words):
        if pdfium_c.FPDFPageObj_GetMarkedContentID(shown.raw) >= 0:
            yield shown.extract()
