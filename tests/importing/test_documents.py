"""Documents of other programs: what a tree of pandoc becomes, and that no word of it is lost."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest

from publish import api
from publish.api import importing
from publish.external import run
from publish.importers.documents.program import find_pandoc

_HEAD = """---
title: On *Dry* Stone
author: [Ada Hollin, Jonas Reck]
lang: en-GB
---

"""
_TEXT = """
# Chapter 1. Walls {#walls}

Some *emph*, **strong**, ~~struck~~, H~2~O, `code | x`, [small]{.smallcaps}, "quoted" and a -- b.
See [roofs](#roofs) and [mortar](#the-mortar)[^1]. **“Left”**right, *a*b,
2 < 3, a_b_c, {x} and {{name}}.

[^1]: A note with *two*

    paragraphs.

| a | b |
|:--|--:|
| 1 | `x|y` |

: Caption *here* {#tbl:one}

## 1.1 Mortar {#the-mortar}

- one
- two
    1. a

    2. b

        after two

(@) first example
(@) second example

x) xenolith
y) yard

Term
:   Definition one

    in two paragraphs
:   Second definition

> A quotation.
>
> - with a list

```python {.numberLines startFrom="3"}
def f(): return {}  # [x]
```

$$ a = b \\label{eq:x} $$

It costs \\$5, and $x^2$ is a number. Here $$ y = z $$ stands alone.

+------+-------+
| Head | - one |
|      | - two |
+======+=======+
| c    | d     |
|      |       |
|      | e     |
+------+-------+

# Chapter 2. Roofs {#roofs}

::: {.note title="Heed this"}
In a box.
:::

<!-- a comment -->

A. Hollin wrote.

B. Reck as well. @nobody said -- so.

[Text]{lang=fr} and [Ctrl]{.kbd}.

::: {lang=de}
Ein Absatz.
:::

| Roses are red
|    and so on

[x = 1]

[k]
:   A letter.

- a list

<!-- -->

- another

# Appendix A. Keys

The last words.
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("markdown")
    source = folder / "stone.md"
    source.write_text(_HEAD + _TEXT, "utf-8")
    return importing.import_book(source, folder / "book").target


def test_every_word_is_in_the_book_or_explained(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert "Nothing: the new book can be read without a warning." in report
    assert "| comment | 2 |" in report


def test_headings_are_sections_and_typed_numbers_those_of_the_book(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("chapter", "Chapter 1", "Walls"),
        ("section", "1.1", "Mortar"),
        ("chapter", "Chapter 2", "Roofs"),
        ("appendix", "Appendix A", "Keys"),
    ]
    assert book.metadata.title == "On Dry Stone"
    assert [each.name for each in book.metadata.authors] == ["Ada Hollin", "Jonas Reck"]


@pytest.mark.parametrize(
    "line",
    [
        "See [roofs](#roofs) and [mortar](#the-mortar)[^1].",
        "“**Left**”right, *a*b, 2 \\< 3, a\\_b\\_c, &#123;x&#125;",
        "Table: Caption *here* {#tbl-one}",
        "| 1 | `x\\|y` |",
        "## Mortar {#the-mortar}",
        "(1) first example",
        "x. xenolith",
        ": Definition one",
        "```python {.numbered start=3}",
        "$$ a = b $$ {#eq-x}",
        "It costs \\$5, and $x^2$ is a number. Here",
        '::: table {head=1 align="ll"}',
    ],
)
def test_constructs_have_our_notation(imported: Path, line: str) -> None:
    assert line in (imported / "walls.md").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "::: note Heed this",
        "A\\. Hollin wrote.",
        "B\\. Reck as well. \\@nobody said – so.",
        "[Text]{lang=fr} and [Ctrl]{.key}.",
        "{lang=de}\nEin Absatz.",
        "Roses are red\\\n",
        "&#91;x = 1\\]\n",
        "&#91;k\\]\n: A letter.",
        "- a list\n\n* another",
    ],
)
def test_words_that_look_like_marks_stay_words(imported: Path, line: str) -> None:
    assert line in (imported / "roofs.md").read_text("utf-8")


def test_a_word_file_has_the_same_outline_and_words(tmp_path: Path) -> None:
    source = tmp_path / "stone.md"
    source.write_text(_HEAD + _TEXT, "utf-8")
    word = tmp_path / "stone.docx"
    run([find_pandoc(), source, "-o", word], timeout=300)
    word = word.rename(tmp_path / "named.bin")  # it is known by what is in it
    target = importing.import_book(word, tmp_path / "book").target
    _, book = api.open_book(target)
    titles = [s.title for top in book.sections for s in top.walk()]
    assert titles == ["Walls", "Mortar", "Roofs", "Keys"]
    assert "explained above" in (target / "import-report.md").read_text("utf-8")


def test_pictures_are_files_of_the_book_named_once(tmp_path: Path) -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    (tmp_path / "a.png").write_bytes(picture)  # called what it is not
    (tmp_path / "same.svg").write_bytes(picture)
    source = tmp_path / "book.html"
    source.write_text(
        "<h1>Walls</h1><p><img src='a.png' alt='A wall'></p><p><img src='same.svg' alt='It'></p>"
        "<p><img src='none.png' alt='Lost'> and <img src='https://example.org/x.png' alt='Far'></p>"
    )
    target = importing.import_book(source, tmp_path / "book").target
    assert [each.name for each in (target / "images").iterdir()] == ["a.svg"]
    text = (target / "walls.md").read_text("utf-8")
    assert text.count("(<images/a.svg>)") == 2
    assert "\\[Lost\\] and \\[Far\\]" in text
    report = (target / "import-report.md").read_text("utf-8")
    assert "| picture on the network | 1 | book.html: https://example.org/x.png |" in report
    assert "| picture that is not in the source | 1 |" in (target / "import-report.md").read_text(
        "utf-8"
    )


def test_numbers_that_the_book_would_count_otherwise_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "book.md"
    source.write_text("# 3 Walls\n\nText.\n\n# 5 Roofs\n\nText.\n\n# Bark\n\nIn 1987 text.\n")
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    assert [(s.number, s.title) for s in book.sections] == [
        ("3", "Walls"),
        ("5", "Roofs"),
        (None, "Bark"),
    ]


@pytest.mark.parametrize("title", ["1987 was dry", "3D walls", "I am here", "A wall", "24/7"])
def test_a_count_in_a_title_is_no_number_of_it(tmp_path: Path, title: str) -> None:
    source = tmp_path / "book.md"
    source.write_text(f"# {title}\n\nText.\n\n# {title} again\n\nText.\n")
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    assert [s.title for s in book.sections] == [title, f"{title} again"]


@pytest.mark.parametrize("suffix", ["odt", "rst", "org", "tex", "html", "dbk", "jats", "fb2"])
def test_formats_of_one_file_lose_no_section(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / "stone.md"
    source.write_text(_HEAD + _TEXT.replace(" \\label{eq:x}", ""), "utf-8")
    forms = {"tex": "latex", "dbk": "docbook"}
    file = tmp_path / f"stone.{suffix}"
    run([find_pandoc(), "-s", source, "-t", forms.get(suffix, suffix), "-o", file], timeout=300)
    _, book = api.open_book(importing.import_book(file, tmp_path / "book").target)
    titles = [s.title for top in book.sections for s in top.walk()]
    assert titles[-4:] == ["Walls", "Mortar", "Roofs", "Keys"]
    assert [s.label for s in book.sections][-3:] == ["Chapter 1", "Chapter 2", "Appendix A"]


def test_names_of_pictures_are_compared_by_their_letters(tmp_path: Path) -> None:
    name = "Straße é.svg"
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    (tmp_path / unicodedata.normalize("NFD", name)).write_text(picture)
    source = tmp_path / "a.html"
    source.write_text(f"<h1>Walls</h1><p><img alt='x' src='{quote(name)}'> Words.</p>", "utf-8")
    target = importing.import_book(source, tmp_path / "book").target
    assert [each.suffix for each in (target / "images").iterdir()] == [".svg"]
