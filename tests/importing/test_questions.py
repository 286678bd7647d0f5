"""Questions about a document: each has a default that loses nothing; the sheet takes answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish import api
from publish.api import importing
from publish.cli.import_book import import_command
from publish.diagnostics import ContentError
from publish.external import run
from publish.importers.bookfolder import ImportOutcome
from publish.importers.documents.program import find_pandoc

_LOOKS = """<title>Stones</title><h1>Walls</h1><p>Words of it.</p><p><b>Mortar</b></p><p>Lime.</p>
<p><b>Stones and lime</b></p><p>More.</p><p><b>It is bold, and a sentence.</b></p><p>SAND</p>
<p>Fine.</p><p>GRAVEL</p><p>Coarse.</p>"""
_NUMBERS = "<title>S</title><h1>3 Walls</h1><p>W.</p><h1>5 Roofs</h1><p>W.</p>"
_GERMAN = "<title>S</title><h1>Die Mauer</h1><p>Der Kalk ist nicht die Mauer und das Dach.</p>"
_UNTITLED = "<h1>Walls</h1><p>W.</p><h1>Roofs</h1><p>W.</p>"


def _source(folder: Path, text: str) -> Path:
    (folder / "stones.html").write_text(text, "utf-8")
    return folder / "stones.html"


def _answered(source: Path, first: ImportOutcome, *answers: tuple[str, str]) -> ImportOutcome:
    sheet = first.review.read_text("utf-8")
    for old, new in answers:
        assert old in sheet
        sheet = sheet.replace(old, new, 1)
    first.review.write_text(sheet, "utf-8")
    return importing.import_book(source, first.target, first.review)


def _titles(outcome: ImportOutcome) -> list[tuple[str | None, str]]:
    _, book = api.open_book(outcome.target)
    return [(s.number, s.title) for top in book.sections for s in top.walk()]


def test_headings_by_looks_are_asked_with_their_evidence(tmp_path: Path) -> None:
    source = _source(tmp_path, _LOOKS)
    first = importing.import_book(source, tmp_path / "book")
    sheet = first.review.read_text("utf-8")
    assert first.open_questions == 2
    assert "Question 1: 2 paragraphs look like headings" in sheet
    assert "    Mortar\n    Stones and lime\n" in sheet
    assert "- A (chosen): they are paragraphs\n- B: headings of level 2" in sheet
    assert [title for _, title in _titles(first)] == ["Walls"]
    assert "explained above" in first.report.read_text("utf-8")
    second = _answered(
        source, first, ("Answer 1: ?", "Answer 1: b"), ("Answer 2: ?", "Answer 2: A")
    )
    assert second.open_questions == 0
    assert [title for _, title in _titles(second)] == ["Walls", "Mortar", "Stones and lime"]
    assert "explained above" in second.report.read_text("utf-8")
    # Decisions are kept, byte for byte.
    before = {file.name: file.read_bytes() for file in second.target.iterdir()}
    third = importing.import_book(source, second.target, second.review)
    assert {file.name: file.read_bytes() for file in third.target.iterdir()} == before


@pytest.mark.parametrize(
    ("text", "key", "default", "answer", "decided"),
    [
        (_NUMBERS, "numbers-1", '"3"', "B", "S"),
        (_GERMAN, "language", 'language = "de"', "en-GB", 'language = "en-GB"'),
        (_UNTITLED, "title", 'title = "stones"', "On Stones", 'title = "On Stones"'),
    ],
)
def test_doubtful_numbers_and_guesses_are_asked(
    tmp_path: Path, text: str, key: str, default: str, answer: str, decided: str
) -> None:
    source = _source(tmp_path, text)
    first = importing.import_book(source, tmp_path / "book")
    assert f"question 1 {key}" in first.review.read_text("utf-8")
    assert default in (first.target / "book.toml").read_text("utf-8")
    assert [each.code for each in first.diagnostics] == ["IMP-007"]
    second = _answered(source, first, ("Answer 1: ?", f"Answer 1: {answer}"))
    manifest = (second.target / "book.toml").read_text("utf-8")
    assert decided in manifest
    assert not second.diagnostics
    if key == "numbers-1":
        assert _titles(second) == [("1", "Walls"), ("2", "Roofs")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Answer 1: ?", "Answer 1: Z", "IMP-001"),
        ("## As proposed", "## Proposed", "IMP-001"),
        ("    sha256 ", "    sha256 " + "0" * 64 + "\n    was ", "IMP-002"),
    ],
)
def test_a_bad_sheet_of_a_document_is_refused(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    source = _source(tmp_path, _LOOKS)
    first = importing.import_book(source, tmp_path / "book")
    with pytest.raises(ContentError) as raised:
        _answered(source, first, (old, new))
    assert [each.code for each in raised.value.report.errors] == [code]


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path) -> None:
    source = _source(tmp_path, _LOOKS)
    plain = CliRunner().invoke(import_command, [str(source), "--dry-run"])
    assert plain.exit_code == 0, plain.output
    for words in ("1 Walls", "## Account of the words", "Question 2: 2 paragraphs"):
        assert words in plain.output
    shown = json.loads(
        CliRunner().invoke(import_command, [str(source), "--dry-run", "--json"]).output
    )
    assert shown["outline"] == [{"depth": 0, "number": "1", "title": "Walls"}]
    assert [each["key"] for each in shown["questions"]] == ["look-bold", "look-capitals"]
    assert shown["questions"][0]["default"] == "paragraph"
    assert [file.name for file in tmp_path.iterdir()] == ["stones.html"]


def test_a_dry_run_of_flattened_text_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "stones.txt").write_text("1. Walls\n\nWords of it.\n\n2. Roofs\n\nMore words.\n")
    source = str(tmp_path / "stones.txt")
    shown = CliRunner().invoke(import_command, [source, "--dry-run"])
    assert "1 Walls\n2 Roofs\n" in shown.output
    assert [file.name for file in tmp_path.iterdir()] == ["stones.txt"]


_CHANGED = """# Walls

One [two]{.insertion author="Ann" date="2024-01-01T00:00:00Z"}
[three]{.deletion author="Ann" date="2024-01-01T00:00:00Z"} four
[Check this]{.comment-start id="0" author="Bo" date="2024-01-01T00:00:00Z"}
five[]{.comment-end id="0"}.
"""


def test_tracked_changes_are_kept_as_marks_or_asked_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Stones\n---\n\n" + _CHANGED)
    source = tmp_path / "a.docx"
    run([find_pandoc(), tmp_path / "a.md", "-o", source], timeout=300)
    kept = importing.import_book(source, tmp_path / "kept", changes="keep")
    text = "[two]{.underline} ~~three~~ four <!-- Bo: Check this --> five."
    assert text in " ".join((kept.target / "walls.md").read_text("utf-8").split())
    report = kept.report.read_text("utf-8")
    assert "- in “Walls”, insertion by Ann: two" in report
    assert "- in “Walls”, Bo: Check this" in report
    assert "explained above" in report
    asked = importing.import_book(source, tmp_path / "asked", changes="ask")
    assert asked.open_questions == 2
    sheet = asked.review.read_text("utf-8")
    assert "### Question 2: a deletion\n\nAnn made it in “Walls”.\n\n    three" in sheet
    asked.review.write_text(sheet.replace("Answer 1: ?", "Answer 1: C"), "utf-8")
    again = importing.import_book(source, asked.target, asked.review, changes="ask")
    assert "One ~~three~~ four" in " ".join((again.target / "walls.md").read_text("utf-8").split())
    assert again.open_questions == 1


def test_the_order_of_a_folder_is_asked_where_its_first_file_has_another(tmp_path: Path) -> None:
    source = tmp_path / "stones"
    source.mkdir()
    (source / "README.md").write_text(
        "# Stones\n\nWhat this is about.\n\n- [Walls](walls.md)\n- [Roofs](roofs.md)\n"
        "\nIt was written on a wall.\n"
    )
    for name in ("Roofs", "Tiles", "Walls"):
        (source / f"{name.lower()}.md").write_text(f"# {name}\n\nWords.\n")
    first = importing.import_book(source, tmp_path / "book")
    sheet = first.review.read_text("utf-8")
    assert "the order of the files" in sheet
    assert "    walls.md\n    roofs.md\n" in sheet
    assert [title for _, title in _titles(first)][-3:] == ["Roofs", "Tiles", "Walls"]
    number = sheet.partition(" order\n")[0].rpartition(" ")[2]
    second = _answered(source, first, (f"Answer {number}: ?", f"Answer {number}: B"))
    assert [title for _, title in _titles(second)][-3:] == ["Walls", "Roofs", "Tiles"]
