"""Typed references: live where they agree with one number of the book, otherwise as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.importers.documents.references.words import caption_label, find_labels

_PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def _import(folder: Path, text: str, language: str = "en") -> Path:
    (folder / "wall.svg").write_text(_PIXEL)
    source = folder / "source.md"
    source.write_text(f"---\ntitle: Stones\nlang: {language}\n---\n\n{text}", "utf-8")
    return importing.import_book(source, folder / "book").target


def _text(book: Path) -> str:
    return "".join(file.read_text("utf-8") for file in sorted(book.glob("*.md")))


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "en",
            "see Chapter 3 and Listings 9-6, 9-7 and 9-8",
            "chapter 3, listing 9-6, listing 9-7, listing 9-8",
        ),
        (
            "en",
            "Appendix C, §5, Fig. 3a, Eq. (3.2)",
            "appendix C, section 5, figure 3, equation 3.2",
        ),
        ("en", "a table of 5 parts, in 3 chapters, table 12b4", ""),
        ("en", "as on page 12", "page 12"),
        ("de", "nach Abschnitt 4.2 und Abb. 3", "section 4.2, figure 3"),
        ("fr", "le tableau 2, au chapitre IV", "table 2, chapter IV"),
        ("zh", "如图3-2所示，见第3章和表 1.2。", "figure 3-2, chapter 3, table 1.2"),
        ("pl", "w rozdziale 3", "chapter 3"),
        ("ru", "на рисунке 2.1", "figure 2.1"),
        ("ja", "図3を、第2章", "figure 3, chapter 2"),
    ],
)
def test_labels_are_found_by_the_words_of_the_language(
    language: str, text: str, found: str
) -> None:
    labels = [f"{label.kind} {label.number}" for label in find_labels(text, language)]
    assert labels == [each.strip() for each in found.split(",") if each]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "Figure 4-1: A wall", "4-1"),
        ("en", "Figure 4-1 shows a wall", None),
        ("de", "Tabelle 3 – Steine", "3"),
        ("zh", "图 3-1 石头", "3-1"),
        ("en", "Chapter 3: Walls", None),
    ],
)
def test_a_caption_begins_with_its_label(language: str, text: str, number: str | None) -> None:
    found = caption_label(text, language)
    assert (found and found[0].number) == number


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "Figure 4-1 A wall", "A wall"),
        ("en", "Figure 4-1 “Walls”", "“Walls”"),
        ("en", "Figure 4-1 shows a wall", None),
        ("hu", "12. ábra A fal", "A fal"),
        ("de", "Tabelle 3\u00a0Steine", "Steine"),
        ("ru", "Рисунок 2 Стена", "Стена"),
        ("ru", "Рисунок 2 и стена", None),
    ],
)
def test_a_title_follows_the_label_of_what_is_a_caption(
    language: str, text: str, title: str | None
) -> None:
    found = caption_label(text, language, is_caption=True)
    assert (text[found[1] :] if found else None) == title
    assert caption_label(text, language) is None


_P = "![W](wall.svg)"
_BOOK = """
# Walls

See Chapter 2, Figures 1.1 and 1.2, Table 1 and Section 2.1. Figure 9.9 is lost, and page 12 too.

![W](wall.svg)

Figure 1.1: The *wall*

![W](wall.svg)

Figure 1.2. Its top

Table 1: Stones

| a | b |
|---|---|
| 1 | 2 |

Chapter 1 of *The Mason* says more.

# Roofs

[Chapter 1](#walls) and [Chapter 2](#walls), as in Chapters 1 and 2.

## Slate

Listing 1 -- Code

```python
x = 1
```

Table 2: More stones

| a | b |
|---|---|
| 1 | 2 |

Look at Listing 1.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _import(tmp_path_factory.mktemp("references"), _BOOK)


@pytest.mark.parametrize(
    "words",
    [
        "See [](#roofs), Figures [](#figure-1-1){.number} and [](#figure-1-2){.number}, [](#tab",
        "and [](#slate). Figure 9.9 is lost, and page 12 too.",
        '![W](<images/wall.svg> "The *wall*"){#figure-1-1}',
        "Table: Stones {#table-1}",
        "Chapter 1 of *The Mason*",
        "[](#walls) and [Chapter 2](#walls)",
        '```python {#listing-1 caption="Code"}',
        "Look at [](#listing-1).",
    ],
)
def test_references_are_live_where_they_agree(book: Path, words: str) -> None:
    assert words in _text(book)


def test_the_book_counts_captions_as_its_source(book: Path) -> None:
    manifest = (book / "book.toml").read_text("utf-8")
    assert 'caption-pattern = { figure = "{chapter}.{n}" }' in manifest
    _, built = api.open_book(book)
    assert [(c.kind.name, c.number) for c in built.captions] == [
        ("figure", "1.1"),
        ("figure", "1.2"),
        ("table", "1"),
        ("listing", "1"),
        ("table", "2"),
    ]


def test_what_stays_typed_is_told_with_its_place(book: Path) -> None:
    report = (book / "import-report.md").read_text("utf-8")
    assert "“Figure 9.9” in 1 Walls: nothing has this number" in report
    assert "“page 12” in 1 Walls: pages are other ones here" in report
    assert "- figure: 2 are live" in report
    assert "all of them are in the book, or explained above" in report
    assert "Nothing: the new book can be read without a warning." in report


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # Captions that the book would count otherwise keep their numbers, all of the kind.
        (
            f"# A\n\n{_P}\n\nFigure 7: One\n\n{_P}\n\nFigure 9: Two\n\nFigure 9.\n",
            ['number="7"', 'number="9"', "[](#figure-9)."],
        ),
        # Two things with one number: it says neither.
        (
            f"# A\n\n{_P}\n\nFigure 1: One\n\n{_P}\n\nFigure 1: Two\n\nSee Figure 1.\n",
            ["See Figure 1."],
        ),
        # Chapters that the source counts otherwise: no reference to one is live.
        ("# A\n\nSee Chapter 1, Chapter 8 and Chapter 9.\n\n# B\n\nText.\n", ["See Chapter 1, Ch"]),
        # A level below those that have numbers by default.
        ("# A\n\n## B\n\n### C\n\n#### D\n\nSee Section 1.1.1.1.\n", ["[](#d)."]),
    ],
)
def test_it_is_decided_for_each_kind_as_a_whole(tmp_path: Path, text: str, kept: list[str]) -> None:
    book = _import(tmp_path, text)
    assert all(each in _text(book) for each in kept)
    assert "error" not in (book / "import-report.md").read_text("utf-8")
    api.open_book(book)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "# A\n\nSiehe Kapitel 2 und Abschnitt 2.1.\n\n# B\n\n## C\n\nText.\n", "[](#b) und"),
        ("zh", "# 甲\n\n![W](wall.svg)\n\n图 1-1 石头\n\n如图1-1所示。\n", "如[](#figure-1-1)所示"),
        ("pl", "# A\n\nW rozdziale 2.\n\n# B\n\nSłowa.\n", "rozdziale [](#b){.number}"),
    ],
)
def test_words_of_the_source_stay_beside_its_numbers(
    tmp_path: Path, language: str, text: str, words: str
) -> None:
    assert words in _text(_import(tmp_path, text, language))


_NESTED = """# Ropes

## Chapter 1: Hemp

As Chapter 2 says.

## Chapter 2: Knots

Text.

# {second}

{more}
"""


@pytest.mark.parametrize(
    ("second", "more", "shown"),
    [
        ("Walls", "## Chapter 1: Clay\n\n## Chapter 2: Doors", "As Chapter 2 says."),
        ("Walls", "## Chapter 2: Doors\n\n## Chapter 3: Locks", "As Chapter 2 says."),
        ("Thanks", "Text.", "As [](#chapter-2-knots) says."),
    ],
)
def test_chapters_are_what_the_source_calls_so(
    tmp_path: Path, second: str, more: str, shown: str
) -> None:
    assert shown in _text(_import(tmp_path, _NESTED.format(second=second, more=more)))
