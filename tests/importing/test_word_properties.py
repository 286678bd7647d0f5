"""What a Word file says of itself: titles by style, properties, the language of its proofing."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.model.book import Book
from tests.importing.docx_files import paragraph, style, write_docx

_STYLES = style("t", "Title") + style("s", "Subtitle") + style("h1", "heading 1")
_WORDS = {
    "en": "The stones of the wall are laid in courses, and that is all there is to it. ",
    "de": "Die Steine der Mauer liegen in Schichten, und das ist alles, was zu sagen ist. ",
    "hu": "A falak kövei rétegekben fekszenek egymáson; ezért erős minden kőfal a faluban. ",
    "zh": "石墙的石头一层一层地垒起来，所以村里的每一堵墙都很结实。",
}


def _core(title: str = "", creator: str = "") -> dict[str, str]:
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="urn:cp"'
    inner = f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
    return {"docProps/core.xml": f"<cp:coreProperties {names}>{inner}</cp:coreProperties>"}


def _defaults(**languages: str) -> str:
    given = " ".join(f'w:{name}="{code}"' for name, code in languages.items())
    inner = f"<w:rPrDefault><w:rPr><w:lang {given}/></w:rPr></w:rPrDefault>"
    return f"<w:docDefaults>{inner}</w:docDefaults>"


def _book(file: Path, body: str, styles: str, parts: dict[str, str]) -> Book:
    source = write_docx(file, body, styles, parts)
    return api.open_book(importing.import_book(source, file.parent / "book").target)[1]


def _text(language: str = "en") -> str:
    return paragraph("Walls", style="h1") + paragraph(_WORDS[language] * 9)


def test_the_title_is_that_of_its_style_wherever_the_cover_has_it(tmp_path: Path) -> None:
    cover = (
        paragraph("University of Slate")
        + paragraph("On Dry", style="t")
        + paragraph("Stone", style="t")
        + paragraph("")
        + paragraph("A Study", style="s")
        + paragraph("Submitted in spring.")
    )
    parts = _core("A template", "Ada Hollin; Ben Orrin")
    book = _book(tmp_path / "final_v2.docx", cover + _text(), _STYLES, parts)
    assert (book.metadata.title, book.metadata.subtitle) == ("On Dry Stone", "A Study")
    assert [each.name for each in book.metadata.authors] == ["Ada Hollin", "Ben Orrin"]


def test_a_title_of_the_properties_is_asked_about(tmp_path: Path) -> None:
    book = _book(tmp_path / "final_v2.docx", _text(), _STYLES, _core("On Dry Stone", "geevee"))
    assert (book.metadata.title, list(book.metadata.authors)) == ("On Dry Stone", [])
    sheet = (tmp_path / "book" / "import-review.md").read_text("utf-8")
    assert "- A (chosen): “On Dry Stone”, by its properties" in sheet
    assert "“final_v2”" in sheet


@pytest.mark.parametrize(
    "creator", ["python-docx", "Microsoft Office User", "josh", "HP ProBook 4"]
)
def test_an_account_or_a_program_is_no_author(tmp_path: Path, creator: str) -> None:
    book = _book(tmp_path / "a.docx", _text(), _STYLES, _core("", creator))
    assert list(book.metadata.authors) == []


@pytest.mark.parametrize(
    ("written", "proofed", "language"),
    [
        ("en", {"val": "en-GB"}, "en-GB"),
        ("hu", {"val": "hu-HU"}, "hu-HU"),
        ("de", {"val": "en-AU"}, "de"),
        ("en", {"val": "hu-HU"}, "en"),
        ("zh", {"val": "en-US", "eastAsia": "zh-TW"}, "zh-TW"),
    ],
)
def test_the_language_is_that_of_its_proofing_where_the_text_has_it(
    tmp_path: Path, written: str, proofed: dict[str, str], language: str
) -> None:
    styles = _defaults(**proofed) + _STYLES
    book = _book(tmp_path / "a.docx", _text(written), styles, {})
    assert book.metadata.language == language
