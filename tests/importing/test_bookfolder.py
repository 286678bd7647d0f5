"""The shared writer of book folders: an importer of any format fills its types."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.importers.bookfolder import (
    ImportedBook,
    ImportedSection,
    ImportSource,
    Paragraph,
    book_files,
    write_folder,
)
from publish.model.roles import Matter, Role
from publish.sources.spine.folder import read_book
from tests.running import run_context

_LOCKS = ImportedSection(
    "Locks", Role.SECTION, Matter.BODY, ["The *upper* lock.", Paragraph("Two *stars*.")]
)
_CANALS = ImportedSection("Canals", Role.CHAPTER, Matter.BODY, number="1", children=[_LOCKS])
_BOOK = ImportedBook(ImportSource("canals.docx", "0" * 64), "Canals", "en", [_CANALS])


def test_markdown_is_written_as_it_is_and_plain_words_are_escaped(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**book_files(_BOOK), "lock.png": b"\x89PNG"}
    outcome = write_folder(tmp_path / "book", _BOOK, files, Report())
    assert (outcome.sections, outcome.missing, outcome.open_questions) == (2, 0, 0)
    assert (outcome.target / "lock.png").read_bytes() == b"\x89PNG"
    report = Report()
    book = read_book(outcome.target, run_context(report))
    assert not list(report)
    assert book is not None
    (section,) = book.sections[0].children
    assert [child.text for child in section.body] == ["The ", "Two *stars*."]


@pytest.mark.parametrize("name", ["canals", "Canals", "on-canals-" + 9 * "and-more-", "c-1"])
def test_a_name_that_links_lead_to_is_that_of_the_section(tmp_path: Path, name: str) -> None:
    section = ImportedSection("Canals", Role.CHAPTER, Matter.BODY, ["Wet."], name=name, number="1")
    book = ImportedBook(ImportSource("canals.docx", "0" * 64), "Canals", "en", [section])
    files: dict[str, str | bytes] = {**book_files(book)}
    target = write_folder(tmp_path / "book", book, files, Report()).target
    read = read_book(target, run_context(Report()))
    assert read is not None
    assert read.sections[0].id == name
