"""Word files as they are saved: outline levels, fields, text boxes, and Word's own citations."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.external import run as convert
from publish.importers.documents.program import find_pandoc
from tests.importing.docx_files import (
    bookmark,
    field,
    formula,
    paragraph,
    part,
    relations,
    row,
    run,
    style,
    table,
    write_docx,
)

_NAMES = (
    "Überschrift 1,Titre 1,Título 1,标题 1,Заголовок 1,Nagłówek 1,Kop 1,見出し 1,HeadA,"
    "Encabezado 1,Cabeçalho 1,Επικεφαλίδα 1,Başlık 1,Címsor 1,標題 1,כותרת 1,عنوان 1"
)
_TITLE = style("Title", "Title")
_BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    f"{paragraph('Words in a box.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_SIMPLE = '<w:fldSimple w:instr=" REF _Ref2 "><w:r><w:t>Roofs</w:t></w:r></w:fldSimple>'
_BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
_SOURCES = f"""<b:Sources xmlns:b="{_BIBLIOGRAPHY}"><b:Source><b:Tag>Hol20</b:Tag>
<b:SourceType>Book</b:SourceType><b:Title>On Slate</b:Title><b:Year>2020</b:Year>
<b:Author><b:Author><b:NameList><b:Person><b:Last>Hollin</b:Last><b:First>Ada</b:First></b:Person>
</b:NameList></b:Author></b:Author></b:Source></b:Sources>"""
_STYLES = (
    _TITLE
    + style("h1", "heading 1")
    + style("house", "House Top", '<w:basedOn w:val="h1"/>')
    + style("level", "House Two", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("below", "House Two Wide", '<w:basedOn w:val="level"/>')
)
_BODY = "".join(
    [
        paragraph("Stones", style="Title"),
        paragraph("Walls", style="h1"),
        paragraph(
            "See Chapter ",
            field("REF _Ref2 \\r \\h", "2"),
            ", ",
            _SIMPLE,
            " on page ",
            field("PAGEREF _Ref2 \\h", "12"),
            ".",
            _BOX,
        ),
        paragraph("Mortar", style="level"),
        paragraph("Words."),
        paragraph("Sand", more='<w:outlineLvl w:val="1"/>'),
        paragraph("Words."),
        paragraph(bookmark(1, "_Ref2"), "Roofs", style="house"),
        paragraph(
            "Slate",
            field('XE "slate:Welsh"', ""),
            " is best ",
            field("CITATION Hol20 \\p 7 \\l 1033", "(Hollin 2020, 7)"),
            ".",
        ),
        paragraph("Tiles", style="below"),
        paragraph("Words."),
    ]
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fields")
    parts = {"customXml/item1.xml": _SOURCES}
    source = write_docx(folder / "stones.docx", _BODY, _STYLES, parts)
    return importing.import_book(source, folder / "book").target


def test_headings_are_known_by_outline_level_and_base_style(book: Path) -> None:
    _, built = api.open_book(book)
    titles = [(s.label, s.title) for top in built.sections for s in top.walk() if s.label]
    assert titles == [
        ("Chapter 1", "Walls"),
        ("1.1", "Mortar"),
        ("1.2", "Sand"),
        ("Chapter 2", "Roofs"),
        ("2.1", "Tiles"),
    ]
    styles = (book / "import-styles.toml").read_text("utf-8")
    assert '"House Two" = "heading 2"' in styles


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("walls.md", "See [](#roofs), [Roofs](#roofs) on [](#roofs){.page}."),
        ("walls.md", "Words in a box."),
        ("roofs.md", '[]{index="slate; Welsh"}'),
        ("roofs.md", "is best [@Hol20, "),
    ],
)
def test_fields_are_alive_and_boxes_are_kept(book: Path, name: str, words: str) -> None:
    assert words in (book / name).read_text("utf-8")


def test_nothing_of_them_is_lost(book: Path) -> None:
    report = (book / "import-report.md").read_text("utf-8")
    assert "explained above" in report
    assert "- page: 1 are live" in report
    works = [file for file in book.iterdir() if "Hollin" in file.read_text("utf-8")]
    assert any(file.suffix == ".json" for file in works)


@pytest.mark.parametrize(
    "name",
    _NAMES.split(","),
)
def test_names_of_headings_are_known_in_many_languages(tmp_path: Path, name: str) -> None:
    body = "".join(
        paragraph(title, style="x") + paragraph("Words.") for title in ("Walls", "Roofs")
    )
    source = write_docx(tmp_path / "a.docx", body, style("x", name))
    shown = importing.import_book(source, tmp_path / "book", dry_run=True).preview
    assert shown is not None
    assert [title for _, _, title in shown.outline] == ["Walls", "Roofs"]


def test_larger_type_is_a_question(tmp_path: Path) -> None:
    body = paragraph("Stones", style="h1") + "".join(
        paragraph(run(title, '<w:sz w:val="36"/>')) + paragraph("Words.")
        for title in ("Walls", "Roofs")
    )
    source = write_docx(tmp_path / "a.docx", body, style("h1", "heading 1"))
    first = importing.import_book(source, tmp_path / "book")
    sheet = first.review.read_text("utf-8")
    assert "is set in 18 pt." in sheet
    assert "    Walls\n    Roofs\n" in sheet
    number = sheet.partition(" look-18-pt")[0].rpartition(" ")[2]
    first.review.write_text(sheet.replace(f"Answer {number}: ?", f"Answer {number}: B"), "utf-8")
    second = importing.import_book(source, first.target, first.review)
    _, book = api.open_book(second.target)
    assert [s.title for top in book.sections for s in top.walk()] == ["Walls", "Roofs"]


_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for level, start, kind, text in ((0, 3, "lowerLetter", "%1)"), (1, 1, "bullet", "•"))
)
_PARTS = {
    "word/numbering.xml": part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="1">{_LEVELS}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    ),
    "word/footnotes.xml": part(
        "footnotes", f'<w:footnote w:id="2">{paragraph("A note of Word.")}</w:footnote>'
    ),
    "word/_rels/document.xml.rels": relations("styles", "numbering", "footnotes"),
}


def _item(words: str, level: int = 0) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(words, more=number)


def test_lists_tables_notes_and_formulas_are_ours(tmp_path: Path) -> None:
    body = "".join(
        [
            paragraph("Stones", style="Title"),
            paragraph("Walls", style="h1"),
            *(_item("lime"), _item("slaked", 1), _item("sand")),
            paragraph("Noted", '<w:r><w:footnoteReference w:id="2"/></w:r>', "."),
            paragraph("Table ", field("SEQ Table \\* ARABIC", "1"), ": Sizes", style="Caption"),
            table(row("Both", head=True, span=2), row("small", "large")),
            formula("<m:r><m:t>a</m:t></m:r><m:r><m:t>=</m:t></m:r><m:r><m:t>b</m:t></m:r>"),
            paragraph("As Table 1 shows."),
            paragraph(field("TOC \\o", "Walls 1")),
            paragraph(field("INDEX \\c 2", "slate, 7")),
        ]
    )
    styles = _STYLES + style("Caption", "caption")
    source = write_docx(tmp_path / "a.docx", body, styles, _PARTS)
    outcome = importing.import_book(source, tmp_path / "book")
    text = (outcome.target / "walls.md").read_text("utf-8")
    for words in (
        "c) lime\n\n   - slaked\n\nd) sand",
        "Noted[^1].",
        "[^1]: A note of Word.",
        "| Both | < |\n|:--|:--|\n| small | large |\n\nTable: Sizes {#table-1}",
        "$$ a = b $$",
        "As [](#table-1) shows.",
    ):
        assert words in text
    assert "slate" not in text
    report = outcome.report.read_text("utf-8")
    assert "a.docx: Walls 1<br>a.docx: slate, 7" in report
    assert "explained above" in report


@pytest.mark.parametrize("words", ["a=b ", "a=b\u00a0 ", "a=b"])
def test_spaces_at_the_end_of_a_formula_say_nothing(tmp_path: Path, words: str) -> None:
    inner = f'<m:r><m:t xml:space="preserve">{words}</m:t></m:r>'
    empty = formula('<m:r><m:t xml:space="preserve"> </m:t></m:r>')
    body = paragraph("Walls", style="h1") + formula(inner) + empty
    source = write_docx(tmp_path / "a.docx", body, _STYLES)
    text = (importing.import_book(source, tmp_path / "book").target / "walls.md").read_text("utf-8")
    assert text == "# Walls\n\n$$ a = b $$\n"


def test_a_note_that_is_called_again_is_one_note(tmp_path: Path) -> None:
    text = "# Walls\n\nA wall.[^a] More.[^b] See note MARK again.\n\n[^a]: First.\n\n[^b]: Last.\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    convert([find_pandoc(), tmp_path / "a.md", "-o", tmp_path / "a.docx"], timeout=300)
    called = field("NOTEREF _Ref7 \\f \\h", "2")
    with zipfile.ZipFile(tmp_path / "a.docx") as good:
        parts = {name: good.read(name).decode("utf-8", "replace") for name in good.namelist()}
    document = parts["word/document.xml"]
    note = document.rindex("<w:r>", 0, document.rindex("<w:footnoteReference"))
    end = document.index("</w:r>", note) + len("</w:r>")
    opening, closing = bookmark(7, "_Ref7").split("/>", 1)
    marked = f"{document[:note]}{opening}/>{document[note:end]}{closing}{document[end:]}"
    at = marked.index("MARK")
    begin, close = marked.rindex("<w:r>", 0, at), marked.index("</w:r>", at) + len("</w:r>")
    words = marked[begin:close].partition("MARK")
    inner = f"{words[0]}</w:t></w:r>{called}<w:r><w:t xml:space='preserve'>{words[2]}"
    parts["word/document.xml"] = marked[:begin] + inner + marked[close:]
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    target = importing.import_book(tmp_path / "b.docx", tmp_path / "book").target
    written = "\n".join(each.read_text("utf-8") for each in target.glob("*.md"))
    assert "A wall.[^1] More.[^2] See note [^2] again." in written
