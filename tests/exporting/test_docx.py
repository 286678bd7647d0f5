"""Word: a style for each construct, fields, numbers that live and are those of the book."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from publish.api import exporting
from tests.exporting.small_book import FILES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("docx") / "ferry"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    result = exporting.export_book(folder, folder.parent / "out", "docx")
    assert result.left_out == {"numbers of the lines of code": 1, "reference to a page": 1}
    content = (result.path / "ferry.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def document(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["word/document.xml"])


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val", "")


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_W}t"))


def _styled(document: etree._Element, style: str) -> list[str]:
    return [_text(each) for each in document.iter(f"{_W}p") if _style(each) == style]


def _codes(document: etree._Element) -> list[str]:
    return [(each.text or "").strip() for each in document.iter(f"{_W}instrText")]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("BoxTitle", "Mind the rope"),
        ("Epigraph", "All flows."),
        ("QuotationSource", "—\N{NO-BREAK SPACE}A.\N{NO-BREAK SPACE}Hollin"),
        ("VerseTitle", "Crossing"),
        ("Verse", "The rope is wet,\N{EM SPACE}the pole is dry."),
        ("Speaker", "Ferryman"),
        ("Speech", "Who is there?"),
        ("LetterDate", "Northside, May"),
        ("Letter", "Dear ferry,"),
        ("TheoremCaption", "Theorem 1. Floating"),
        ("TheoremText", "Wood floats."),
        ("ProofHeading", "Proof"),
        ("ImageCaption", "Figure 1. The raft"),
        ("TableCaption", "Table 1. Fares"),
        ("ListingCaption", "Listing 1. Rowing"),
        ("DefinitionTerm", "Oar"),
        ("ListContinue", "more of two"),
        ("SceneBreak", "* * *"),
        ("TOC1", "Part I. Water"),
        ("Index2", "raft, 1"),
        ("Bibliography", "Hollin, Ada. 1901. On Ferries. Landing Stage."),
    ],
)
def test_each_construct_has_a_style_of_its_own(
    document: etree._Element, parts: dict[str, bytes], style: str, text: str
) -> None:
    assert any(text in found for found in _styled(document, style))
    assert f'w:styleId="{style}"'.encode() in parts["word/styles.xml"]


@pytest.mark.parametrize(
    "code",
    [
        r"SEQ Figure \* ARABIC",
        r"SEQ Table \* ARABIC",
        r"SEQ Equation \* ARABIC",
        r"REF sec_ferry \n \h",
        r"REF sec_rope \h",
        r"REF fig_raft \h",
        r'XE "craft:raft"',
        r'INDEX \h "A" \c "2"',
        r'TOC \o "1-3" \h \z \u',
        r"NOTEREF note_ferry_1 \f \h",
    ],
)
def test_what_word_can_evaluate_is_a_field(document: etree._Element, code: str) -> None:
    assert code in _codes(document)


def test_every_bookmark_that_is_referred_to_is_there_once(document: etree._Element) -> None:
    names = [each.get(f"{_W}name", "") for each in document.iter(f"{_W}bookmarkStart")]
    targets = {each.get(f"{_W}anchor", "") for each in document.iter(f"{_W}hyperlink")} - {""}
    fields = {match[1] for code in _codes(document) if (match := re.match(r"\w*REF (\w+)", code))}
    assert targets | (fields - {"1", "2"}) <= {*names}
    assert len(names) == len({*names})
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)


def test_headings_have_the_lists_that_count_them(document: etree._Element) -> None:
    headings = [each for each in document.iter(f"{_W}p") if _style(each).startswith("Heading")]
    path = f"{_W}pPr/{_W}numPr/{_W}numId"
    numbers = {
        _text(each): number.get(f"{_W}val")
        for each in headings
        if (number := each.find(path)) is not None
    }
    assert len(numbers) == len(headings) == 14
    assert numbers["Preface"] == numbers["Deeper"] == numbers["Index"] == "0"
    assert numbers["The Ferry"] == numbers["Landing"] == numbers["The Rope"]
    assert len({numbers[name] for name in ("Water", "The Ferry", "Tools")}) == 3
    assert numbers["Tools"] == numbers["Poles"]
    assert "1.1" not in "".join(numbers)


def test_languages_and_directions_are_said(document: etree._Element) -> None:
    text = etree.tostring(document, encoding="unicode")
    assert '<w:lang w:val="fr"/>' in text
    assert _styled(document, "Heading3")[-2:] == ["Ein Seil", "حبل"]
    arabic = next(each for each in document.iter(f"{_W}p") if "الحبل" in _text(each))
    assert arabic.find(f"{_W}pPr/{_W}bidi") is not None


def test_a_drawing_has_a_twin_of_pixels_and_its_words(
    document: etree._Element, parts: dict[str, bytes]
) -> None:
    media = sorted(name.rpartition(".")[2] for name in parts if name.startswith("word/media/"))
    assert media == ["png", "svg"]
    text = etree.tostring(document, encoding="unicode")
    assert 'descr="A raft with a pole"' in text
    assert "svgBlip" in text


def test_notes_begin_at_one_in_each_file(document: etree._Element) -> None:
    sections = list(document.iter(f"{_W}sectPr"))
    restarts = [each.find(f"{_W}footnotePr/{_W}numRestart") for each in sections]
    assert len(sections) == 9
    assert all(each is not None and each.get(f"{_W}val") == "eachSect" for each in restarts)


def test_metadata_are_properties_of_the_file(parts: dict[str, bytes]) -> None:
    core = parts["docProps/core.xml"].decode()
    assert "<dc:title>The Ferry Book</dc:title>" in core
    assert "<dc:creator>Ada Hollin; Jonas Reck</dc:creator>" in core
    assert "<dc:language>en-GB</dc:language>" in core


def test_every_part_is_well_formed(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


def test_the_same_book_is_the_same_file(tmp_path: Path, parts: dict[str, bytes]) -> None:
    for name, text in FILES.items():
        file = tmp_path / "ferry" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    again = exporting.export_book(tmp_path / "ferry", tmp_path / "out", "docx").path / "ferry.docx"
    with zipfile.ZipFile(again) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == parts
