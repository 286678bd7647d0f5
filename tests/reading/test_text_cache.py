"""Texts that are cached: the book is the same, and any change of it is noticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from publish.cache import Cache
from publish.diagnostics import Report
from publish.model.book import Book
from publish.sources.files.snapshot import record_reads
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping import document
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.running import run_context

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
    "square.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'
    ),
}

ParsedFiles = list[str]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ParsedFiles:
    """The names of the files that are parsed, with a cache for the test alone."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    names: ParsedFiles = []
    parse_text: Callable[..., object] = document.parse_text

    def recording(text: str, source: SourceFile) -> object:
        names.append(source.file)
        return parse_text(text, source)

    monkeypatch.setattr(document, "parse_text", recording)
    return names


def reading(folder: Path, edition: str | None = None) -> tuple[list[str], list[str]]:
    """The markup and the diagnostics of a book."""
    report = Report()
    book = read_book(folder, run_context(report), edition)
    assert book is not None
    return markup(book), [str(each) for each in report]


def markup(book: Book) -> list[str]:
    roots = [root for section in book.walk() for root in (section.title_markup, section.body)]
    return [etree.tostring(root, encoding="unicode") for root in roots]


def test_a_book_is_read_from_the_cache_without_parsing(
    parsed: ParsedFiles, write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_book(FILES)
    first = reading(folder)
    assert parsed == ["a.md", "b.md"]
    assert reading(folder) == first
    assert parsed == ["a.md", "b.md"]
    monkeypatch.setenv("PUBLISH_CACHE", "off")
    assert reading(folder) == first
    assert any("ebb" in text and "<em" in text for text in first[0])


def test_the_diagnostics_of_a_cached_text(parsed: ParsedFiles, write_book: WriteBook) -> None:
    folder = write_book(FILES)
    _, first = reading(folder)
    assert [line.partition("warning ")[0] for line in first] == [
        f"{folder}/a.md:11: ",
        f"{folder}/a.md:21: ",
    ]
    assert reading(folder)[1] == first
    assert parsed == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("file", "content", "affected"),
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
def test_only_affected_files_are_parsed_again(
    parsed: ParsedFiles, write_book: WriteBook, file: str, content: str, affected: list[str]
) -> None:
    folder = write_book(FILES)
    first = reading(folder)
    parsed.clear()
    (folder / file).write_text(content, encoding="utf-8")
    changed = reading(folder)
    assert parsed == affected
    assert (changed != first) is bool(affected)
    (folder / file).write_text(FILES[file], encoding="utf-8")
    assert reading(folder) == first


@pytest.mark.parametrize(
    ("file", "content", "parsed_here"),
    [
        ("a.md", TEXT.replace("two", "three"), []),
        ("inner.md", "From *without*.\n", []),
        ("b.md", "# Two\n\n{{unknown}}\n", []),
        ("b.md", '# Two\n\n::: include {file="missing.md"}\n:::\n', ["b.md"]),
        ("book.toml", MANIFEST.replace("ebb", "flood"), ["b.md"]),
        ("book.toml", MANIFEST.replace("A Book", "Another"), []),
    ],
)
def test_the_first_new_text_is_parsed_by_a_copy(
    parsed: ParsedFiles, write_book: WriteBook, file: str, content: str, parsed_here: list[str]
) -> None:
    folder = write_book(FILES)
    reading(folder)
    parsed.clear()
    (folder / file).write_text(content, encoding="utf-8")
    report, calls = Report(), list[str]()
    run = replace(run_context(report), processes=2, while_parsing=lambda: calls.append("called"))
    with record_reads(folder) as files_read:
        book = read_book(folder, run)
    assert book is not None
    assert (calls, parsed) == (["called"], parsed_here)
    assert {"inner.md", "beds.csv"} <= files_read.stamps.keys()
    shown = markup(book), [str(each) for each in report]
    assert shown == reading(folder)
    assert shown == reading(folder, "epub")


def test_a_text_with_a_missing_file_is_not_cached(
    parsed: ParsedFiles, write_book: WriteBook
) -> None:
    folder = write_book(FILES)
    (folder / "inner.md").unlink()
    report = Report()
    read_book(folder, run_context(report))
    assert [each.code for each in report.errors] == ["RES-001"]
    (folder / "inner.md").write_text(FILES["inner.md"])
    assert not any("RES-001" in line for line in reading(folder)[1])


def test_editions_are_cached_apart(parsed: ParsedFiles, write_book: WriteBook) -> None:
    text = "# Two\n\n[Paper.]{only=pdf}[Screen.]{except=pdf}\n"
    folder = write_book({**FILES, "b.md": text})
    for edition, shown in (("epub", "Screen."), ("pdf", "Paper."), ("epub", "Screen.")):
        words = " ".join(reading(folder, edition)[0])
        assert [word for word in ("Screen.", "Paper.") if word in words] == [shown]
    assert parsed == ["a.md", "b.md", "b.md"]


def test_editions_share_the_cache(parsed: ParsedFiles, write_book: WriteBook) -> None:
    folder = write_book(FILES)
    assert reading(folder, "epub") == reading(folder, "pdf")
    assert parsed == ["a.md", "b.md"]
    (folder / "inner.md").write_text("[Paper.]{only=pdf}[Screen.]{only=epub}\n")
    assert reading(folder, "epub") != reading(folder, "pdf")
    assert parsed[2:] == ["a.md", "a.md"]
    (folder / "inner.md").write_text(FILES["inner.md"])
    assert reading(folder, "epub") == reading(folder, "pdf")
    assert len(parsed) == 4


@pytest.mark.parametrize(
    ("change", "differ"),
    [
        ({}, False),
        ({"b.md": "# Two\n\n[Paper.]{only=pdf}\n"}, True),
        ({"inner.md": "[Paper.]{except=epub}\n"}, True),
        ({"book.toml": MANIFEST.replace('"b.md"', '{ file = "b.md", only = "pdf" }')}, True),
        ({"book.toml": f'{MANIFEST}\n[accessibility]\nundescribed-images = "allow"\n'}, True),
    ],
)
def test_whether_the_editions_of_a_book_differ(
    parsed: ParsedFiles, write_book: WriteBook, change: dict[str, str], differ: bool
) -> None:
    folder = write_book({**FILES, **change})
    for _ in range(2):
        book = read_book(folder, run_context())
        assert book is not None
        assert book.has_edition_variants is differ
    assert len(parsed) <= 2


def test_an_invalid_entry_is_replaced(
    parsed: ParsedFiles, write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_book(FILES)
    first = reading(folder)
    monkeypatch.setattr(Cache, "load", lambda *_: b"\x93something else")
    assert reading(folder) == first
