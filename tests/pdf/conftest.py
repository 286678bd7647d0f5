"""The books that the tests of the PDF share; each is laid out once."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.diagnostics import Report
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.outputs.pdf.writer import write_pdf
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import MINIMAL
from tests.running import run_context

SENTENCE = "The harbour keeps its own time, and the water that comes and goes keeps another. "

# One book with what the pages must show: displays, front matter, parts, a chapter of several pages
# with notes on each, chapters without text, a table longer than a page, an image, an appendix.
RICH = {
    "book.toml": """
[book]
title = "Tides & Shores"
subtitle = "A Pilot"
authors = ["A Harbour Office"]
language = "en"
publisher = "Harbour House"
date = 2026-03-01
modified = 2026-03-02T01:30:00+02:00

[structure]
frontmatter = [{ file = "to.md", role = "dedication" }, { file = "preface.md", role = "preface" }]
backmatter = [{ file = "tables.md", role = "appendix" }]

[[structure.bodymatter]]
file = "part.md"
role = "part"
id = "water"
sections = [
  "ebb.md",
  { title = "Flood", id = "flood", status = "missing" },
  { title = "Slack", id = "slack", status = "missing" },
]

[[structure.bodymatter]]
title = "Sand"
role = "part"
id = "sand"
sections = [{ file = "dune.md", sections = ["grass.md"] }]
""",
    "to.md": "To those who wait.\n",
    "preface.md": "# Preface\n\nBegin at [the ebb](#ebb).\n",
    "part.md": "# Water\n\nIt moves.\n",
    "ebb.md": "# Ebb {#ebb}\n\n"
    + "".join(f"{SENTENCE * 4}[^n{n}] {SENTENCE * 3}\n\n" for n in range(24))
    + "".join(f"[^n{n}]: Remark number {n} ends with sign{n}.\n\n" for n in range(24))
    + "## Neap and spring {#deep}\n\nAs *everyone* knows, see [](#dune) and [](#tbl).\n\n"
    + "- one\n\n  with a second paragraph\n\n- two\n",
    "dune.md": "# Dune {#dune}\n\nSand, and [a *slanted* link](https://example.org/a).\n\n"
    "![A mark on the shore](mark.svg){#fig}\n",
    "grass.md": "# Grass {#grass}\n\nIt holds the sand.\n",
    "tables.md": "# Tables\n\n| Day | Height |\n|:----|-------:|\n"
    + "".join(f"| {day} | {day}.5 |\n" for day in range(1, 61))
    + "\nTable: Heights {#tbl}\n",
    "mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<rect width="9" height="9"/></svg>',
}


class Pages:
    """A finished PDF with what was written about it."""

    def __init__(self, book: Book, artifact: Artifact, report: Report) -> None:
        self.book = book
        self.artifact = artifact
        self.report = report
        self.content = artifact.path.read_bytes()
        self.pdf = pikepdf.open(io.BytesIO(self.content))
        document = pypdfium2.PdfDocument(self.content)
        self.texts = [page.get_textpage().get_text_bounded() for page in document]
        self.labels = [document.get_page_label(number) for number in range(len(document))]

    def page_of(self, text: str) -> int:
        """The index of the one page that holds a text."""
        (page,) = [number for number, words in enumerate(self.texts) if text in words]
        return page


def make(files: Mapping[str, str], folder: Path, edition: Edition | None = None) -> Pages:
    """Write a book's files into a folder and set it."""
    for name, text in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None, [str(d) for d in report]
    book = settle(book, run_context(report))
    assert not report.errors, [str(d) for d in report]
    target = folder / "out" / "book.pdf"
    lines = manuscript_lines(folder)
    edition = edition or Edition("pdf", "pdf")
    artifact = write_pdf(book, edition, target, run_context(report), manuscript_lines=lines)
    return Pages(book, artifact, report)


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The rich book in the default edition."""
    return make(RICH, tmp_path_factory.mktemp("rich"))


@pytest.fixture
def set_book(tmp_path: Path) -> Callable[[Mapping[str, str]], Pages]:
    """Sets a small book with one chapter file `a.md`."""

    def run(files: Mapping[str, str]) -> Pages:
        return make({"book.toml": MINIMAL, **files}, tmp_path)

    return run


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Another folder, time zone, locale and hash seed."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield tmp_path / "a longer name" / "book"
    assert Path.cwd() == tmp_path
    assert os.environ["TZ"] == "Pacific/Auckland"
