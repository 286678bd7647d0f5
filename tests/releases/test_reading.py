from __future__ import annotations

from collections.abc import Mapping

import publish
from publish.releases.changes import compare
from publish.releases.reading import read_text
from publish.releases.text import BookText
from tests.conftest import WriteBook

MANIFEST = """[book]
title = "Tides"
language = "en"

[structure]
bodymatter = [{}]
"""
CHAPTERS = {
    "moon.md": "# Moon {#moon}\n\nThe moon pulls at the sea, see [](#sun).[^1]\n\n"
    "| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: Two numbers {#numbers}\n\n[^1]: Twice a day.\n",
    "sun.md": "# Sun {#sun}\n\nThe sun pulls as well, as [](#numbers) shows.\n\n"
    "```python\nif moon:\n    tide()\n```\n",
    "wind.md": "# Wind {#wind}\n\n| A | B |\n|---|---|\n| 3 | 4 |\n\nTable: Two more {#more}\n",
}


def text_of(write_book: WriteBook, order: str, changed: Mapping[str, str] = {}) -> BookText:
    names = ", ".join(f'"{name}.md"' for name in order.split())
    files = {**CHAPTERS, **changed, "book.toml": MANIFEST.format(names)}
    _, book = publish.open_book(write_book(files))
    return read_text(book, {})


def test_a_text_has_paragraphs_rows_and_lines_without_numbers(write_book: WriteBook) -> None:
    moon, sun = text_of(write_book, "moon sun").sections
    assert moon.blocks == (
        "The moon pulls at the sea, see [#sun].",
        "Two numbers",
        "A | B",
        "1 | 2",
    )
    assert [(item.kind, item.number, item.text) for item in moon.items] == [
        ("table", "1", "Two numbers"),
        ("note", "1", "Twice a day."),
    ]
    assert sun.blocks[1:] == ("if moon:", "    tide()")


def test_what_is_only_renumbered_has_the_same_words(write_book: WriteBook) -> None:
    changes = compare(text_of(write_book, "moon sun"), text_of(write_book, "wind moon sun"))
    assert [place.id for place in changes.added] == ["wind"]
    assert not changes.reworded
    assert not changes.moved
    assert [(row.old.number, row.news[0].number, row.id_kept) for row in changes.numbers] == [
        ("1", "2", True),
        ("2", "3", True),
    ]
    whats = {(each.new or each.old).id: each.what for each in changes.items}  # type: ignore[union-attr]
    assert whats == {"more": ("added",), "numbers": ("renumbered",)}


def test_a_reference_to_a_renamed_section_has_the_same_words(write_book: WriteBook) -> None:
    renamed = {
        "moon.md": CHAPTERS["moon.md"].replace("#sun", "#star"),
        "sun.md": CHAPTERS["sun.md"].replace("# Sun {#sun}", "# The Star {#star}"),
    }
    changes = compare(text_of(write_book, "moon sun"), text_of(write_book, "moon sun", renamed))
    assert [(each.old.id, each.new.id) for each in changes.renamed] == [("sun", "star")]
    assert not changes.reworded


def test_words_are_shown_before_and_after(write_book: WriteBook) -> None:
    text = CHAPTERS["sun.md"].replace("as well", "too").replace("tide()", "ebb()")
    changes = compare(
        text_of(write_book, "moon sun"), text_of(write_book, "moon sun", {"sun.md": text})
    )
    (reworded,) = changes.reworded
    assert (reworded.words_removed, reworded.words_added) == (3, 2)
    assert [(block.before, block.after) for block in reworded.blocks] == [
        ("The sun pulls as well, as [#numbers] shows.", "The sun pulls too, as [#numbers] shows."),
        ("    tide()", "    ebb()"),
    ]
    runs = [(run.before, run.after) for run in reworded.blocks[0].runs if not run.is_same]
    assert runs == [("as well", "too")]


def test_a_note_that_moves_with_its_words_is_moved_not_new(write_book: WriteBook) -> None:
    moved = {
        "moon.md": CHAPTERS["moon.md"]
        .replace("[^1]\n\n", "\n\n")
        .replace("[^1]: Twice a day.", ""),
        "sun.md": CHAPTERS["sun.md"].replace("as well,", "as well,[^1]") + "\n[^1]: Twice a day.\n",
    }
    changes = compare(text_of(write_book, "moon sun"), text_of(write_book, "moon sun", moved))
    assert [(each.kind, each.what) for each in changes.items] == [("note", ("moved",))]
