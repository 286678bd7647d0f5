"""A second import into an edited folder: what was edited is kept, the rest is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError
from publish.importers.bookfolder.markdown_sections import markdown_sections

_FIRST = """---
title: Stones
---

# Walls

Old walls.

## Mortar

Old mortar.

## Sand

Old sand.

## Gravel

Old gravel.

# Roofs

Old roofs.
"""
_SECOND = (
    _FIRST.replace("Old mortar", "New mortar")
    .replace("Old sand", "New sand")
    .replace("## Gravel", "## Lime\n\nNew lime.\n\n## Gravel")
    .replace("# Roofs\n\nOld roofs.", "# Slate\n\nNew slate.")
)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A book whose author edited two sections, added one and a file."""
    source = tmp_path / "stones.md"
    source.write_text(_FIRST)
    book = importing.import_book(source, tmp_path / "book").target
    walls = book / "walls.md"
    text = walls.read_text().replace("Old sand", "My sand").replace("Old gravel", "My gravel")
    walls.write_text(text + "\n## Mine {#mine}\n\nMy own.\n")
    (book / "notes.txt").write_text("mine")
    source.write_text(_SECOND)
    return book


def _merged(edited: Path) -> tuple[str, str]:
    outcome = importing.import_book(edited.parent / "stones.md", edited, merge=True)
    return (edited / "walls.md").read_text(), outcome.report.read_text()


def test_an_edited_folder_is_refused_without_it(edited: Path) -> None:
    before = {file.name: file.read_bytes() for file in edited.iterdir()}
    with pytest.raises(ContentError) as raised:
        importing.import_book(edited.parent / "stones.md", edited)
    assert {each.code for each in raised.value.report.errors} <= {"IMP-004", "IMP-005"}
    assert {file.name: file.read_bytes() for file in edited.iterdir()} == before


def test_sections_that_were_not_edited_are_replaced_and_others_kept(edited: Path) -> None:
    walls, report = _merged(edited)
    words = [line for line in walls.splitlines() if line and not line.startswith("#")]
    assert words == ["Old walls.", "New mortar.", "My sand.", "New lime.", "My gravel.", "My own."]
    assert (edited / "notes.txt").read_text() == "mine"
    assert (edited / "slate.md").is_file()
    assert not (edited / "roofs.md").exists()
    for line in (
        "- replaced, since you had not edited it: `walls.md#mortar`",
        "- added: `walls.md#lime`",
        "- added: `slate.md`",
        "- kept as you edited it: `walls.md#sand`",
        "- kept as you edited it: `walls.md#gravel`",
        "- removed: `roofs.md`",
        "-My sand.\n+New sand.",
    ):
        assert line in report
    assert "`walls.md#gravel` has changed" not in report
    api.open_book(edited)


def test_a_second_merge_changes_nothing(edited: Path) -> None:
    walls, _ = _merged(edited)
    again, report = _merged(edited)
    assert again == walls
    assert "- replaced" not in report
    assert "- kept as you edited it: `walls.md#sand`" in report


@pytest.mark.parametrize("name", ["book.toml", "walls.md"])
def test_what_an_author_removed_or_wrote_anew_is_seen(edited: Path, name: str) -> None:
    file = edited / name
    file.write_text(file.read_text() + "\n# end\n" * (name == "book.toml"))
    _, report = _merged(edited)
    assert ("- kept as you edited it: `book.toml`" in report) is (name == "book.toml")


def test_sections_are_those_of_headings_outside_code() -> None:
    text = (
        "# A\n\nx\n\n```sh\n# no heading\n```\n\n## B {#b}\n\ny\n\n## B {.c #d}\n\n## Plain words\n"
    )
    sections = markdown_sections(text)
    assert list(sections) == ["", "b", "d", "Plain words"]
    assert "".join(sections.values()) == text


_WORDS = "The lower tenants kept the copper sluice until the water rose again that year."
_PLAIN = f"1. Mills\n\n{_WORDS}\n\n2. Weirs\n\n{_WORDS}\n\n3. Tolls\n\n{_WORDS}\n"


def test_flattened_text_is_merged_by_the_names_of_the_earlier_import(tmp_path: Path) -> None:
    source = tmp_path / "valley.txt"
    source.write_text(_PLAIN)
    book = importing.import_book(source, tmp_path / "book").target
    weirs = book / "chapter-2.md"
    weirs.write_text(weirs.read_text().replace("copper", "iron"))
    # A chapter is new before the one that was edited, and the last one has other words.
    added = _PLAIN.replace("2. Weirs", f"2. Locks\n\n{_WORDS}\n\n3. Weirs").replace("3. T", "4. T")
    source.write_text(added.removesuffix("year.\n") + "spring.\n")
    report = importing.import_book(source, book, merge=True).report.read_text()
    texts = {file.name: file.read_text() for file in book.glob("chapter-*.md")}
    assert texts["chapter-2.md"] == f"# Weirs\n\n{_WORDS.replace('copper', 'iron')}\n"
    assert texts["chapter-3.md"].endswith("again that spring.\n")
    assert texts["chapter-2-2.md"] == f"# Locks\n\n{_WORDS}\n"
    for line in ("kept as you edited it: `chapter-2.md", "added: `chapter-2-2.md`"):
        assert f"- {line}" in report
    _, opened = api.open_book(book)
    titles = [each.title for each in opened.sections]
    assert titles == ["Mills", "Locks", "Weirs", "Tolls"]
    # Once more, nothing moves.
    importing.import_book(source, book, merge=True)
    assert {file.name: file.read_text() for file in book.glob("chapter-*.md")} == texts
