"""Texts that were read before: the same book, and another as soon as anything changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from publish.cache import Cache
from publish.diagnostics import Report
from publish.model.book import Book
from publish.sources.code import CodeToken, highlighting
from publish.sources.latex import conversion
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping import document
from publish.sources.spine import images
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook

MANIFEST = """
[book]
title = "A Book"
language = "en"
[structure]
bodymatter = ["a.md", "b.md"]
[variables]
tide = "ebb"
[editions.epub]
format = "epub"
[editions.pdf]
format = "pdf"
"""
TEXT = """# One

The {{tide}}, *two* & "three".[^n] $x^2$

::: include {file="inner.md"}
:::

::: table {src="beds.csv"} Beds
:::

```nonsense
code
```

## Below {#below}

![A square](square.svg)

[^n]: A note -- short.

[^m]: Never called.
"""
FILES = {
    "book.toml": MANIFEST,
    "a.md": TEXT,
    "b.md": "# Two\n\nAll.\n",
    "inner.md": "From *within*.\n",
    "beds.csv": "place,beds\nA,3\n",
    "square.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
}

Shaped = list[str]


@pytest.fixture
def shaped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shaped:
    """A cache of its own, and the names of the files that were parsed since."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    names: Shaped = []
    shape: Callable[..., object] = document.parse_text

    def noted(text: str, source: SourceFile) -> object:
        names.append(source.file)
        return shape(text, source)

    monkeypatch.setattr(document, "parse_text", noted)
    return names


def told(folder: Path, edition: str | None = None) -> tuple[list[str], list[str]]:
    """Everything that a book came to: its markup and what was said of it."""
    report = Report()
    book = read_book(folder, report, edition)
    assert book is not None
    return markup(book), [str(each) for each in report]


def markup(book: Book) -> list[str]:
    roots = [root for section in book.walk() for root in (section.title_markup, section.body)]
    return [etree.tostring(root, encoding="unicode") for root in roots]


def test_a_book_that_was_read_before_is_the_same_and_nothing_is_parsed(
    shaped: Shaped, write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_book(FILES)
    first = told(folder)
    assert shaped == ["a.md", "b.md"]
    assert told(folder) == first
    assert shaped == ["a.md", "b.md"]
    monkeypatch.setenv("PUBLISH_CACHE", "off")
    assert told(folder) == first
    assert any("ebb" in text and "<em" in text for text in first[0])


def test_what_was_said_of_a_text_is_said_again_with_its_line(
    shaped: Shaped, write_book: WriteBook
) -> None:
    folder = write_book(FILES)
    _, first = told(folder)
    assert [line.partition("warning ")[0] for line in first] == [
        f"{folder}/a.md:11: ",
        f"{folder}/a.md:21: ",
    ]
    assert told(folder)[1] == first
    assert shaped == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("file", "content", "parsed"),
    [
        ("b.md", "# Two\n\nAll else.\n", ["b.md"]),
        ("inner.md", "From *without*.\n", ["a.md"]),
        ("beds.csv", "place,beds\nA,4\n", ["a.md"]),
        ("book.toml", MANIFEST.replace("ebb", "flood"), ["a.md", "b.md"]),
        ("book.toml", MANIFEST.replace('"en"', '"de"'), ["a.md", "b.md"]),
        ("book.toml", MANIFEST.replace("A Book", "Another"), []),
        ("square.svg", FILES["square.svg"].replace("9 9", "8 8"), []),
    ],
)
def test_only_what_a_change_reaches_is_parsed_again(
    shaped: Shaped, write_book: WriteBook, file: str, content: str, parsed: list[str]
) -> None:
    folder = write_book(FILES)
    first = told(folder)
    shaped.clear()
    (folder / file).write_text(content, encoding="utf-8")
    changed = told(folder)
    assert shaped == parsed
    assert (changed != first) is bool(parsed)
    (folder / file).write_text(FILES[file], encoding="utf-8")
    assert told(folder) == first


def test_a_text_that_lacked_a_file_is_read_anew(shaped: Shaped, write_book: WriteBook) -> None:
    folder = write_book(FILES)
    (folder / "inner.md").unlink()
    report = Report()
    read_book(folder, report)
    assert [each.code for each in report.errors] == ["RES-001"]
    (folder / "inner.md").write_text(FILES["inner.md"])
    assert not any("RES-001" in line for line in told(folder)[1])


def test_editions_are_kept_apart(shaped: Shaped, write_book: WriteBook) -> None:
    text = "# Two\n\n[Paper.]{only=pdf}[Screen.]{except=pdf}\n"
    folder = write_book({**FILES, "b.md": text})
    for edition, shown in (("epub", "Screen."), ("pdf", "Paper."), ("epub", "Screen.")):
        words = " ".join(told(folder, edition)[0])
        assert [word for word in ("Screen.", "Paper.") if word in words] == [shown]
    assert shaped == ["a.md", "b.md", "b.md"]


def test_an_edition_that_is_built_apart_reads_what_another_left(
    shaped: Shaped, write_book: WriteBook
) -> None:
    folder = write_book(FILES)
    assert told(folder, "epub") == told(folder, "pdf")
    assert shaped == ["a.md", "b.md"]
    (folder / "inner.md").write_text("[Paper.]{only=pdf}[Screen.]{only=epub}\n")
    assert told(folder, "epub") != told(folder, "pdf")
    assert shaped[2:] == ["a.md", "a.md"]
    (folder / "inner.md").write_text(FILES["inner.md"])
    assert told(folder, "epub") == told(folder, "pdf")
    assert len(shaped) == 4


@pytest.mark.parametrize(
    ("change", "varies"),
    [
        ({}, False),
        ({"b.md": "# Two\n\n[Paper.]{only=pdf}\n"}, True),
        ({"inner.md": "[Paper.]{except=epub}\n"}, True),
        ({"book.toml": MANIFEST.replace('"b.md"', '{ file = "b.md", only = "pdf" }')}, True),
        ({"book.toml": f'{MANIFEST}\n[accessibility]\nundescribed-images = "allow"\n'}, True),
    ],
)
def test_a_book_knows_whether_another_edition_reads_another_text(
    shaped: Shaped, write_book: WriteBook, change: dict[str, str], varies: bool
) -> None:
    folder = write_book({**FILES, **change})
    for _ in range(2):
        book = read_book(folder, Report())
        assert book is not None
        assert book.has_edition_variants is varies
    assert len(shaped) <= 2


def test_an_entry_that_holds_something_else_is_made_anew(
    shaped: Shaped, write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_book(FILES)
    first = told(folder)
    monkeypatch.setattr(Cache, "load", lambda *_: b"\x93something else")
    assert told(folder) == first


CRAFTED = """# Two

$x^2$ and $y$, and {words}:

$$
{latex}
$$

```python
print("{said}")
```

```nonsense
code
```
"""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formulas and programs that their libraries were asked for since."""
    names: list[str] = []
    formula, lines = conversion.convert_formula, highlighting.highlight

    def converted(latex: str, *, display: bool) -> etree._Element:
        names.append(f"{latex} {display}")
        return formula(latex, display=display)

    def parted(text: str, language: str) -> list[list[CodeToken]]:
        names.append(f"{text.strip()} {language}")
        return lines(text, language)

    monkeypatch.setattr(conversion, "convert_formula", converted)
    monkeypatch.setattr(highlighting, "highlight", parted)
    return names


def test_formulas_and_listings_are_made_once(
    shaped: Shaped, made: list[str], write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crafted(words: str, latex: str, said: str) -> str:
        return CRAFTED.replace("{words}", words).replace("{latex}", latex).replace("{said}", said)

    folder = write_book({**FILES, "b.md": crafted("some words", "x^2", "hello")})
    told(folder)
    made.clear()
    for text, asked in (
        (crafted("other words, $y$", "x^2", "hello"), []),
        (crafted("other words", "x^3", "hello"), ["x^3 True"]),
        (crafted("some words", "x^3", "goodbye"), ['print("goodbye") python']),
        (crafted("some words", "x^2", "goodbye"), ["x^2 True"]),
    ):
        shaped.clear()
        (folder / "b.md").write_text(text, encoding="utf-8")
        with_cache = told(folder)
        assert (shaped, made) == (["b.md"], asked)
        with monkeypatch.context() as off:
            off.setenv("PUBLISH_CACHE", "off")
            assert told(folder) == with_cache
        made.clear()


def test_a_picture_is_looked_through_once(
    shaped: Shaped, write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    check = images.check_svg
    monkeypatch.setattr(images, "check_svg", lambda it: (looked.append(len(it)), check(it))[1])
    folder = write_book(
        {**FILES, "b.md": "# Two\n\n![Another](other.svg)\n", "other.svg": "<svg/>"}
    )
    for _ in range(2):
        report = Report()
        read_book(folder, report)
        assert [each.code for each in report.errors] == ["RES-007"]
    assert len(looked) == 3  # the refused one twice
    (folder / "other.svg").write_text(FILES["square.svg"].replace("9 9", "7 7"), encoding="utf-8")
    told(folder)
    told(folder)
    assert len(looked) == 4
