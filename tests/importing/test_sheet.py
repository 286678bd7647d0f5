"""The review sheet: unedited it changes nothing; an answer decides all that depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import ContentError
from publish.importers.bookfolder import ImportOutcome
from publish.importers.plaintext import import_text

_REST = "The lower tenants kept the copper sluice until the water rose again that year."
# `3. Tolls` may be the third part or the third section of the second.
_OUTLINE = ["1. Mills", "1. Wheels", "2. Wells", "2. Weirs", "1. Gates", "2. Locks", "3. Tolls"]
AMBIGUOUS = "".join(f"{heading}\n\n{_REST}\n\n" for heading in ["The Valley Book", *_OUTLINE][1:])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "valley.txt"
    path.write_text(f"The Valley Book\n\nOffice for Tolls\n\n{AMBIGUOUS}", "utf-8")
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _answer(outcome: ImportOutcome, old: str, new: str) -> Path:
    sheet = outcome.review.read_text("utf-8")
    assert old in sheet
    outcome.review.write_text(sheet.replace(old, new, 1), "utf-8")
    return outcome.review


def test_a_question_has_both_readings(text: Path, tmp_path: Path) -> None:
    outcome = import_text(text, tmp_path / "book")
    assert outcome.open_questions == 1
    (warning,) = outcome.diagnostics
    assert warning.code == "IMP-007"
    sheet = outcome.review.read_text("utf-8")
    assert "Reading A (chosen):" in sheet
    assert "Reading B:" in sheet
    assert "→     3. Tolls" in sheet
    assert "→ 3. Tolls" in sheet
    assert "open-questions = 1" in (tmp_path / "book/book.toml").read_text("utf-8")


def test_an_unedited_sheet_changes_no_byte(text: Path, tmp_path: Path) -> None:
    first = import_text(text, tmp_path / "book")
    before = _files(first.target)
    import_text(text, first.target, answers=first.review)
    assert _files(first.target) == before


@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_letter_answers_it(text: Path, tmp_path: Path, letter: str) -> None:
    first = import_text(text, tmp_path / "book")
    spine = (first.target / "book.toml").read_text("utf-8").partition("[structure]")[2]
    sheet = _answer(first, "Answer 1: ?", f"Answer 1: {letter}")
    second = import_text(text, first.target, answers=sheet)
    assert second.open_questions == 0
    again = (first.target / "book.toml").read_text("utf-8").partition("[structure]")[2]
    assert (again == spine) is (letter == "A")
    # Decisions are kept, byte for byte.
    before = _files(first.target)
    import_text(text, first.target, answers=second.review)
    assert _files(first.target) == before


def test_one_edit_in_the_outline_decides_its_dependants(tmp_path: Path) -> None:
    outline = ["1. A", "1. a", "2. b", "1. p", "2. q", "3. X", "4. Y", "5. Z", "2. B", "1. c"]
    text = tmp_path / "deep.txt"
    text.write_text("".join(f"{h} of the mill\n\n{_REST}\n\n" for h in outline), "utf-8")
    first = import_text(text, tmp_path / "book")
    rows = first.review.read_text("utf-8").splitlines()
    (row,) = [r for r in rows if "3. X of the mill" in r and "#" in r]
    mark = row.split()[1]
    other = "##" if mark == "###" else "###"
    sheet = _answer(first, row, row.replace(f" {mark} ", f" {other} ", 1))
    import_text(text, first.target, answers=sheet)
    depths = {
        words[3]: words[1].lstrip("!")
        for line in (first.target / "import-review.md").read_text("utf-8").splitlines()
        if len(words := line.replace("!", " ").split()) > 3 and words[1].strip("#") == ""
    }
    assert depths["X"] == depths["Y"] == depths["Z"] == other


def test_a_heading_can_be_refused_and_a_run_in_named(text: Path, tmp_path: Path) -> None:
    first = import_text(text, tmp_path / "book")
    sheet = first.review.read_text("utf-8")
    rows = sheet.splitlines()
    (gates,) = [r for r in rows if r.endswith("1. Gates") and "##" in r]
    (locks,) = [r for r in rows if r.endswith("2. Locks") and "##" in r]
    edited = sheet.replace(gates, gates.replace("##", "-"), 1)
    edited = edited.replace(locks, locks.replace("##", "-"), 1)
    first.review.write_text(edited, "utf-8")
    second = import_text(text, first.target, answers=first.review)
    words = "".join(p.read_text("utf-8") for p in second.target.glob("*-*.md"))
    assert "1\\. Gates" in words
    assert "# Gates" not in words


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Answer 1: ?", "Answer 1: C", "IMP-001"),
        ("## As proposed (leave this part alone)", "## Proposed", "IMP-001"),
        ("    sha256 ", "    sha256 " + "0" * 64 + " ", "IMP-002"),
        ("      5 #", "      5 ####", "IMP-003"),
        ("      5 #", "  77777 #", "IMP-003"),
        ("      5 #", "     xx #", "IMP-001"),
    ],
)
def test_a_bad_sheet_is_refused(text: Path, tmp_path: Path, old: str, new: str, code: str) -> None:
    outcome = import_text(text, tmp_path / "book")
    sheet = tmp_path / "sheet.md"
    words = outcome.review.read_text("utf-8")
    assert old in words
    sheet.write_text(words.replace(old, new), "utf-8")
    before = _files(outcome.target)
    with pytest.raises(ContentError) as raised:
        import_text(text, outcome.target, answers=sheet)
    assert {d.code for d in raised.value.report.errors} == {code}
    assert _files(outcome.target) == before


_BROKEN_OFF = "\n\n".join(
    ["The Valley Book", "Mills", "Wheels", "Weirs", "Gates", "Locks", "Mills", f"{_REST} {_REST}"]
)


def test_a_list_over_a_text_that_breaks_off_is_asked_and_can_be_named(tmp_path: Path) -> None:
    source = tmp_path / "valley.txt"
    source.write_text(_BROKEN_OFF + "\n", "utf-8")
    first = import_text(source, tmp_path / "book")
    sheet = first.review.read_text("utf-8")
    assert "a contents list" in sheet
    assert "contents | " in sheet


@pytest.mark.parametrize("words", ["3-11", "none", "3 – 11", "nine"])
def test_the_contents_list_is_named_on_the_sheet(words: str, tmp_path: Path) -> None:
    source = tmp_path / "valley.txt"
    source.write_text(_BROKEN_OFF + "\n", "utf-8")
    first = import_text(source, tmp_path / "book")
    (row,) = [
        r for r in first.review.read_text("utf-8").splitlines() if r[2:].startswith("contents |")
    ]
    sheet = _answer(first, row, f"! contents | {words}")
    if words == "nine":
        with pytest.raises(ContentError, match="IMP-001"):
            import_text(source, first.target, answers=sheet)
        return
    second = import_text(source, first.target, answers=sheet)
    again = second.review.read_text("utf-8")
    assert f"! contents | {words.replace(' – ', '-')}" in again
    assert "a contents list" not in again
    assert ("5 lines" in second.report.read_text("utf-8")) is (words != "none")
