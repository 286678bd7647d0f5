"""Text documents of OpenDocument: headings and quotations by their styles."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.api import importing

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_URN}:{name}:1.0"'
    for prefix, name in {
        **{name: name for name in ("office", "text", "style", "table")},
        "fo": "xsl-fo-compatible",
    }.items()
)


def _style(name: str, parent: str = "Standard", margin: str = "", more: str = "") -> str:
    inner = f'<style:paragraph-properties fo:margin-left="{margin}"/>' if margin else ""
    head = f'style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"'
    return f"<style:style {head} {more}>{inner}</style:style>"


def _paragraph(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def _document(file: Path, styles: str, body: str) -> Path:
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_NAMES}>{content}</office:document-content>",
        "styles.xml": f"<office:document-styles {_NAMES}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
    }
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file


_CONTENTS = (
    "<text:table-of-content><text:table-of-content-source><text:index-source-styles"
    ' text:outline-level="1"><text:index-source-style text:style-name="House_20_Big"/>'
    "</text:index-source-styles></text:table-of-content-source><text:index-body>"
    '<text:p text:style-name="House_20_Big">Walls 1</text:p></text:index-body>'
    "</text:table-of-content>"
)
_LEVEL = 'style:default-outline-level="1"'
_HEADINGS = {
    "a level of its own": (_style("Big", more=_LEVEL), "Big", ""),
    "the level of its base": (_style("Big", more=_LEVEL) + _style("Ours", "Big"), "Ours", ""),
    "its name": (_style("T1", more='style:display-name="Titre 1"'), "T1", ""),
    "the contents list": (_style("House_20_Big"), "House_20_Big", _CONTENTS),
}


@pytest.mark.parametrize("kind", _HEADINGS)
def test_a_paragraph_is_a_heading_by(tmp_path: Path, kind: str) -> None:
    styles, name, before = _HEADINGS[kind]
    titles = ("Walls", "Roofs")
    body = "".join(
        _paragraph(t, name) + _paragraph("", name) + _paragraph("Words.") for t in titles
    )
    source = _document(tmp_path / "stones.odt", styles, before + body)
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    assert [section.title for section in book.sections] == list(titles)


def test_a_style_that_is_no_heading_any_more_is_text(tmp_path: Path) -> None:
    none = 'style:default-outline-level=""'
    styles = _style("Big", more=_LEVEL) + _style("Ours", "Big", more=none)
    body = _paragraph("Walls", "Big") + _paragraph("Mortar", "Ours") + _paragraph("Words.")
    source = _document(tmp_path / "stones.odt", styles, body)
    target = importing.import_book(source, tmp_path / "book").target
    assert "\n\nMortar\n\nWords." in (target / "walls.md").read_text("utf-8")


@pytest.mark.parametrize("usual", ["", "3.8cm", "0.5in"])
def test_a_quotation_is_what_is_further_in_or_has_the_name(tmp_path: Path, usual: str) -> None:
    deeper = {"": "1cm", "3.8cm": "52mm", "0.5in": "1in"}[usual]
    styles = (
        _style("Big", more=_LEVEL)
        + _style("Body", margin=usual)
        + _style("Flush", "Body", margin="0cm")
        + _style("In", "Body", margin=deeper)
        + _style("Quotations", margin="1cm")
    )
    texts = {"Body": "Of stone. " * 9, "Flush": "Flush.", "In": "In.", "Quotations": "Said."}
    items = f"<text:list><text:list-item>{_paragraph('Lime', 'In')}</text:list-item></text:list>"
    body = "".join(_paragraph(words, style) for style, words in texts.items())
    source = _document(tmp_path / "a.odt", styles, _paragraph("Walls", "Big") + body + items)
    target = importing.import_book(source, tmp_path / "book").target
    text = (target / "walls.md").read_text("utf-8")
    assert text.partition("Flush.")[2] == "\n\n> In.\n\n> Said.\n\n1. Lime\n"
    assert ">" not in text.partition("Flush.")[0]


def test_symbols_of_fonts_are_characters(tmp_path: Path) -> None:
    body = _paragraph("Walls", "Big") + _paragraph(
        "\uf0fc built, \uf0b7 mended<text:s/>\uf0d8 high"
    )
    source = _document(tmp_path / "a.odt", _style("Big", more=_LEVEL), body)
    outcome = importing.import_book(source, tmp_path / "book")
    text = (outcome.target / "walls.md").read_text("utf-8")
    assert "✓ built, • mended ➢ high" in text
    assert "explained above" in outcome.report.read_text("utf-8")
