"""Characters that PDFium counts twice: the places of all others stay right."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from publish.files.page_text import FILLER, page_characters
from publish.preview.source_map.printed import printed_page
from publish.proofing.reading.printed_page import read_page

TO_UNICODE = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange
5 beginbfchar
<41> <d83cdf89> <42> <0042> <43> <d835dc9c> <20> <0020> <44> <0044>
endbfchar endcmap end"""


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A page on which A is a party popper, and C a script letter."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            ToUnicode=pdf.make_stream(TO_UNICODE),
        )
        page = pdf.add_blank_page(page_size=(200, 100))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(b"BT /F 10 Tf 20 50 Td (ABC BD CB) Tj ET")
        pdf.save(tmp_path / "drawn.pdf")
    return tmp_path / "drawn.pdf"


def test_each_character_is_at_its_place(drawn: Path) -> None:
    document = pdfium.PdfDocument(drawn)
    text_page = document[0].get_textpage()
    text = page_characters(text_page)
    assert text == f"🎉{FILLER}B𝒜{FILLER} BD 𝒜{FILLER}B"
    boxes = [text_page.get_charbox(text.index(each)) for each in "🎉B D"]
    assert [left for left, *_ in boxes] == sorted(left for left, *_ in boxes)
    assert text_page.get_text_range(text.index("D"), 1) == "D"
    document.close()


def test_the_words_of_a_proof_and_of_the_preview(drawn: Path) -> None:
    document = pdfium.PdfDocument(drawn)
    (run,) = read_page(document, 0).runs
    assert run.text == "🎉B𝒜 BD 𝒜B"
    page = printed_page(document, 0)
    assert page.words == ["ba", "bd", "ab"]
    lefts = [box.left for box in page.boxes]
    assert lefts == sorted(lefts)
    assert all(box.right > box.left for box in page.boxes)
    document.close()
