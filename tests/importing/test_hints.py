"""The hints of an import: who follows one gets a book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish.diagnostics import ContentError
from publish.importers.plaintext import import_text
from tests.importing.test_sheet import AMBIGUOUS

TEXT = f"The Valley Book\n\nOffice for Tolls\n\n{AMBIGUOUS}"
# What is wrong on a sheet, the hint, and what follows it.
SHEETS = [
    ("Answer 1: ?", "Answer 1: C", "write one of: A, B", "Answer 1: A"),
    ("## As proposed", "## Proposed", "give the import-review.md of an import", "## As proposed"),
    ("      5 #", "      5 ####", "at most one level below the one before it", "      5 #"),
    ("      5 #", "  77777 #", "give it the number of a line that has text", "      5 #"),
    ("      5 #", "     xx #", "line number, `#` or `-` or `=`, words", "      5 -"),
    ("      5 #", "      5 # a\n      5 #", "keep one of them", "      5 #"),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "valley.txt"
    path.write_text(TEXT, "utf-8")
    return path


def refused(call: Callable[[], object]) -> list[str]:
    """The hints with which an import is refused."""
    with pytest.raises(ContentError) as caught:
        call()
    return [error.hint or "" for error in caught.value.report.errors]


@pytest.mark.parametrize(("right", "wrong", "hint", "followed"), SHEETS, ids=lambda text: text[:14])
def test_a_sheet(
    right: str, wrong: str, hint: str, followed: str, source: Path, tmp_path: Path
) -> None:
    words = import_text(source, tmp_path / "book").review.read_text("utf-8")
    sheet = tmp_path / "sheet.md"
    sheet.write_text(words.replace(right, wrong, 1), "utf-8")
    (shown,) = refused(lambda: import_text(source, tmp_path / "book", answers=sheet))
    assert hint in shown
    sheet.write_text(words.replace(right, followed, 1), "utf-8")
    import_text(source, tmp_path / "book", answers=sheet)


def test_an_answer_that_the_outline_contradicts(source: Path, tmp_path: Path) -> None:
    first = import_text(source, tmp_path / "book")
    words = first.review.read_text("utf-8").replace("Answer 1: ?", "Answer 1: A")
    row = next(row for row in words.splitlines() if row.endswith("3. Tolls") and "#" in row)
    other = row.replace("###", "##") if "###" in row else row.replace("##", "###")
    sheet = tmp_path / "sheet.md"
    sheet.write_text(words.replace(row, f"!{other[1:]}", 1), "utf-8")
    hints = refused(lambda: import_text(source, first.target, answers=sheet))
    assert hints == ["delete one of the two"]
    sheet.write_text(words, "utf-8")
    import_text(source, first.target, answers=sheet)


def test_the_answers_of_another_text(source: Path, tmp_path: Path) -> None:
    sheet = import_text(source, tmp_path / "book").review
    source.write_text(TEXT.replace("copper", "brass"), "utf-8")
    again = tmp_path / "again"
    (hint,) = refused(lambda: import_text(source, again, answers=sheet))
    assert hint == "import without --answers, and answer on the new sheet"
    new = import_text(source, again)
    import_text(source, again, answers=new.review)


def test_a_sheet_that_was_edited_in_its_place(source: Path, tmp_path: Path) -> None:
    first = import_text(source, tmp_path / "book")
    words = first.review.read_text("utf-8")
    first.review.write_text(words.replace("Answer 1: ?", "Answer 1: B"), "utf-8")
    (hint,) = refused(lambda: import_text(source, first.target))
    words = hint.partition("`--answers ")[2].rstrip("`")
    import_text(source, first.target, answers=Path(words))


def test_a_book_that_was_edited(source: Path, tmp_path: Path) -> None:
    first = import_text(source, tmp_path / "book")
    (first.target / "notes.txt").write_text("mine", "utf-8")
    (hint,) = refused(lambda: import_text(source, first.target))
    assert hint == "keep what you edited with --merge, or import into another folder and compare"
    import_text(source, tmp_path / "other")
    import_text(source, first.target, merge=True)
    assert (first.target / "notes.txt").read_text("utf-8") == "mine"


def test_a_folder_of_another_kind(source: Path, tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "mine").touch()
    hints = refused(lambda: import_text(source, tmp_path / "book"))
    assert hints == ["name a folder that does not exist yet"]
    import_text(source, tmp_path / "new")
