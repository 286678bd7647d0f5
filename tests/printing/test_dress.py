"""The cover of an edition for a printer has the theme of its pages, and looks as that draws it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from publish.diagnostics import Report
from publish.pipeline import build
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.running import run_context

_PRINTER = (
    'name = "Quayside"\nsource = "a letter"\nread = 2026-11-02\n\n'
    '[[paper]]\nid = "laid"\npage = "0.06mm"\n'
)
_MANIFEST = """
[book]
title = "The Quay"
authors = ["Ada Birch"]
language = "en"
[structure]
bodymatter = ["a.md"]
[editions.pdf]
format = "pdf"
theme = "novel"
variables = { ornament = "leaf" }
[editions.plain]
format = "pdf"
[editions.first]
format = "print"
printer = "quay.toml"
[editions.second]
format = "print"
printer = "quay.toml"
page-list = "plain"
[editions.own]
format = "print"
printer = "quay.toml"
theme = "report"
"""


@pytest.fixture
def folder(write_book: WriteBook) -> Path:
    """A book with editions for a printer."""
    return write_book({"book.toml": _MANIFEST, "a.md": "# A\n\nText.\n", "quay.toml": _PRINTER})


def test_a_cover_goes_with_the_pages(folder: Path) -> None:
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None
    themes = {each.name: (each.theme, dict(each.variables)) for each in book.editions}
    assert themes["first"] == themes["pdf"] == ("novel", {"ornament": "leaf"})
    assert themes["second"] == ("classic", {})
    assert themes["own"] == ("report", {})
    assert report.errors == []


@pytest.mark.slow
def test_the_title_of_a_novel_is_in_the_middle_of_the_front(folder: Path, tmp_path: Path) -> None:
    (artifact,) = build(folder, ["first"], tmp_path / "out", run_context(Report()))
    page = pypdfium2.PdfDocument(artifact.path / "cover.pdf")[0]
    text = page.get_textpage()
    found = text.search("The Quay")
    places = []
    while match := found.get_next():
        start, count = match
        boxes = [text.get_charbox(start + number) for number in (0, count - 1)]
        places.append((boxes[0][0], boxes[-1][2], boxes[0][3] - boxes[0][1]))
    left, right, _ = max(places, key=lambda place: place[2])  # not that of the spine
    edges = page.get_trimbox()
    front = edges[2] - 5 * 72 / 2  # the trim of a novel is five inches wide
    assert abs((left + right) / 2 - front) < 1.5
