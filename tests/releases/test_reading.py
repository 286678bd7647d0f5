from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from PIL import Image

import publish
from publish.context import Context
from publish.pipeline.earlier import load_text
from publish.releases.changes import compare
from publish.releases.changes.phrases import fact_words, item_words
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


PICTURES = {
    "moon.md": "# Moon {#moon}\n\n![The moon](moon.png)\n\n![](dot.png){.decorative}\n",
    "sun.md": "# Sun {#sun}\n\n![The sun](sun.png 'Noon'){#noon}\n",
}


def pictured(write_book: WriteBook, colour: str, changed: Mapping[str, str] = {}) -> BookText:
    def picture(name: str) -> bytes:
        buffer = io.BytesIO()
        Image.new("RGB", (20, 10), name).save(buffer, "png")
        return buffer.getvalue()

    files = {**PICTURES, **changed, "book.toml": MANIFEST.format('"moon.md", "sun.md"')}
    colours = {"moon": "grey", "dot": "black", "sun": colour, "star": colour}
    folder = write_book(files)
    for name, each in colours.items():
        (folder / f"{name}.png").write_bytes(picture(each))
    _, book = publish.open_book(folder)
    return read_text(book, {})


def changed_pictures(old: BookText, new: BookText) -> list[str]:
    return [item_words(each) for each in compare(old, new).items if each.kind == "picture"]


@pytest.mark.parametrize(
    ("colour", "changed", "expected"),
    [
        ("gold", {}, []),
        ("red", {}, ["Figure 1 (images/sun.png), changed: “The sun”"]),
        (
            "gold",
            {"sun.md": PICTURES["sun.md"].replace("The sun", "At noon")},
            ["Figure 1 (images/sun.png), reworded: “The sun” → “At noon”"],
        ),
        ("gold", {"sun.md": PICTURES["sun.md"].replace("sun.png", "star.png")}, []),
        (
            "gold",
            {"moon.md": "# Moon {#moon}\n\n![](dot.png){.decorative}\n"},
            ["Chapter 1. Moon (images/moon.png), removed: “The moon”"],
        ),
        (
            "gold",
            {
                "moon.md": "# Moon {#moon}\n\n![](dot.png){.decorative}\n",
                "sun.md": PICTURES["sun.md"] + "\n![The moon](moon.png)\n",
            },
            ["Chapter 2. Sun (images/moon.png), moved: “The moon”"],
        ),
    ],
    ids=["same", "other bytes", "other text", "other name", "removed", "moved"],
)
def test_pictures_are_compared_by_their_bytes_and_texts(
    write_book: WriteBook, colour: str, changed: Mapping[str, str], expected: list[str]
) -> None:
    before, after = pictured(write_book, "gold"), pictured(write_book, colour, changed)
    assert changed_pictures(before, after) == expected


def test_other_rows_below_the_same_caption_are_a_change_of_the_table(write_book: WriteBook) -> None:
    rows = {"moon.md": CHAPTERS["moon.md"].replace("| 1 | 2 |", "| 1 | 9 |")}
    changes = compare(text_of(write_book, "moon sun"), text_of(write_book, "moon sun", rows))
    assert list(map(item_words, changes.items)) == ["1, changed: “Two numbers”"]


def test_facts_of_the_manifest_are_compared_key_by_key(write_book: WriteBook) -> None:
    def facts(more: str) -> BookText:
        manifest = MANIFEST.format('"moon.md", "sun.md"').replace("[structure]", more)
        folder = write_book({**CHAPTERS, "book.toml": manifest})
        return load_text(folder, Context())

    people = 'authors = ["A. Birch", {{ name = "{}", role = "translator" }}]\n'
    price = '[editions.epub]\nformat = "epub"\nprices = [{{ amount = "{}", currency = "EUR" }}]\n'
    spine = "\n[structure]"
    old = facts(people.format("B. Elm") + price.format("9.00") + spine)
    new = facts('licence = "CC0-1.0"\n' + people.format("C. Elm") + price.format("8.00") + spine)
    price_words = "amount {}, currency EUR, tax included"
    assert list(map(fact_words, compare(old, new).facts)) == [
        "book.authors: B. Elm, role translator → C. Elm, role translator",
        "book.licence: none → CC0-1.0",
        f"editions.epub.prices: {price_words.format('9.00')} → {price_words.format('8.00')}",
    ]
