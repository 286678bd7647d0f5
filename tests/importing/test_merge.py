"""A second import into an edited folder: what was edited is kept, the rest is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
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
    book = api.import_book(source, tmp_path / "book").target
    walls = book / "walls.md"
    text = walls.read_text().replace("Old sand", "My sand").replace("Old gravel", "My gravel")
    walls.write_text(text + "\n## Mine {#mine}\n\nMy own.\n")
    (book / "notes.txt").write_text("mine")
    source.write_text(_SECOND)
    return book


def _merged(edited: Path) -> tuple[str, str]:
    outcome = api.import_book(edited.parent / "stones.md", edited, merge=True)
    return (edited / "walls.md").read_text(), outcome.report.read_text()


def test_an_edited_folder_is_refused_without_it(edited: Path) -> None:
    before = {file.name: file.read_bytes() for file in edited.iterdir()}
    with pytest.raises(ContentError) as raised:
        api.import_book(edited.parent / "stones.md", edited)
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
