"""Pictures and markers are painted where they stand; one that begins a paragraph fits its line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from publish.model.book import Edition
from publish.verification import verify_product
from tests.pdf.conftest import make

pytestmark = pytest.mark.slow

_TEXT = """# Order

One ![A mast](mast.svg) two.

![A bar](bar.svg) three, a picture that is nearly as wide as the measure.

- four ![A mast](mast.svg)
- five

![A mast](mast.svg "six"){#fig-six}

| seven | B |
|-------|---|
| ![A mast](mast.svg) | eight |

[![A bar](bar.svg)](#fig-six) nine, and the indent of a paragraph would not fit beside it.
"""
_DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 20" width="{0}" height="20">'
_DRAWN += '<path d="M0 0h{0}v20h-{0}z"/></svg>'


def test_pictures_and_markers_are_painted_in_the_order_of_the_text(tmp_path: Path) -> None:
    files = {"a.md": _TEXT, "mast.svg": _DRAWN.format(20), "bar.svg": _DRAWN.format(400)}
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += '[structure]\nbodymatter = ["a.md"]\n'
    pages = make({"book.toml": book, **files}, tmp_path)
    number = max(number for number, text in enumerate(pages.texts) if "nine" in text)
    page = pypdfium2.PdfDocument(pages.content)[number]
    textpage = page.get_textpage()
    painted = ""
    for each in page.get_objects(max_depth=3, textpage=textpage):
        if each.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            painted += f" {each.extract()}"
        elif each.get_bounds()[3] - each.get_bounds()[1] > 10:
            painted += " #"
    words = "# one two three four five six seven eight nine •".split()
    order = painted.lower().replace(".", " ").replace(",", " ").split()
    assert [word for word in order if word in words] == (
        "one # two # three • four # • five # six seven # eight # nine".split()
    )
    assert verify_product(pages.artifact.path, pages.book, Edition("pdf", "pdf")) == []
