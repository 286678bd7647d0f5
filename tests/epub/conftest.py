"""Books that the tests of the EPUB share."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from publish.model.book import Book, Edition, Resource
from publish.outputs.epub import write_epub
from tests.epub.opened import Opened, opened
from tests.running import run_context

ReadFiles = Callable[[Mapping[str, str]], Book]
MakeEpub = Callable[[Mapping[str, str]], Opened]

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)

RICH = {
    "book.toml": """
[book]
title = "Tides & Shores"
subtitle = "A Pilot"
authors = ["A Harbour Office", { name = "A Drawing Room", role = "ill" }]
language = "en"
isbn = "978-3-16-148410-0"
publisher = "Harbour House"
place = "Cuxhaven"
date = 2026-03-01
modified = 2026-03-02T01:30:00+02:00
version = "2.1"
description = "Where the water goes."
subjects = ["Tides", "Shores"]
rights = "All rights with the office"

[structure]
frontmatter = [{ file = "to.md", role = "dedication" }, { file = "preface.md", role = "preface" }]
backmatter = [{ file = "tables.md", role = "appendix" }]

[[structure.bodymatter]]
file = "part.md"
role = "part"
id = "water"
sections = ["ebb.md", { title = "Flood", id = "flood", status = "missing" }]

[numbering]
contents-depth = 2
""",
    "to.md": "To those who wait.\n",
    "preface.md": "# Preface\n\nBegin at [the ebb](#ebb).\n",
    "part.md": "# Water\n\nIt moves.\n",
    "ebb.md": """# Ebb {#ebb}

It falls.[^a] Twice a day, as *everyone* knows.[^b] Falling again.[^a] See [](#deep) and [](#tbl).

![A square](<images/a square.svg> "Squared")

## Springs

| Day | Height |
|:----|-------:|
| One | 3.5 |

Table: Heights {#tbl}

### Deep down {#deep}

Run `tide` here, and [home](#water). <dfn>No tag</dfn>.

[^a]: The first *note*.
[^b]: The second.

    Of two paragraphs.
""",
    "tables.md": "# Tables\n\n[A word]{lang=fr} of it.\n",
    "images/a square.svg": SQUARE,
    "images/unused.svg": SQUARE,
}


def cover() -> Resource:
    drawn = io.BytesIO()
    Image.new("RGB", (16, 25), "#234").save(drawn, "PNG")
    return Resource("images/cover.png", "image/png", drawn.getvalue())


@pytest.fixture
def make_epub(read_files: ReadFiles, tmp_path: Path) -> MakeEpub:
    """Writes and opens the EPUB of a book that is given by its files."""

    def make(files: Mapping[str, str]) -> Opened:
        target = tmp_path / "made" / "book.epub"
        write_epub(read_files(files), Edition("epub", "epub"), target, run_context(), cover=cover())
        return opened(target)

    return make


@pytest.fixture
def rich(make_epub: MakeEpub) -> Opened:
    """A small book with one of everything."""
    return make_epub(RICH)


@pytest.fixture
def plain_book(read_files: ReadFiles) -> Book:
    """The smallest book there is."""
    return read_files({"a.md": "# A\n\nText.\n"})


@pytest.fixture
def titled(plain_book: Book) -> Callable[[str], Book]:
    """The smallest book under another title."""
    return lambda title: replace(plain_book, metadata=replace(plain_book.metadata, title=title))
