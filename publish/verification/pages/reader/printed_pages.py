"""The pages of a print edition, as they are drawn.

Not read through its tags, so that a mistake of the code that made the page list is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NESTED = 8  # levels of forms that are read


def printed_pages(path: Path) -> Iterator[tuple[str, str]]:
    """The label and the text of each page of the PDF at `path`."""
    document = pdfium.PdfDocument(path)
    try:
        with pikepdf.open(path) as pdf:
            for page, drawn in zip(pdf.pages, document, strict=True):
                yield str(page.label), "".join(_texts(drawn))
    finally:
        document.close()


def _texts(page: pdfium.PdfPage) -> Iterator[str]:
    """The texts of a page without those that are not in the book, such as running heads."""
    text_page = page.get_textpage()
    kinds = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
    for item in page.get_objects(filter=kinds, max_depth=_NESTED, textpage=text_page):
        if pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw) >= 0:
            yield item.extract()
