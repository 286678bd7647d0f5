"""The export to Markdown: what its files say, and that they come back as the same book."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.api.exporting import export_book
from tests.exporting.round_trip import RoundTrip, write_book
from tests.exporting.small_book import FILES

LINK = re.compile(r"\]\(((?!https?:)[^)\s]+#[^)\s]+|#[^)\s]+)\)")


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> RoundTrip:
    work = tmp_path_factory.mktemp("markdown")
    return RoundTrip(write_book(work / "book", FILES), "markdown", work)


@pytest.fixture(scope="module")
def exported(trip: RoundTrip) -> Path:
    return trip.result.path


def test_the_same_book_comes_back(trip: RoundTrip) -> None:
    assert trip.differences() == {}


def test_the_opening_page_says_what_the_book_is_and_has(exported: Path) -> None:
    lines = (exported / "README.md").read_text("utf-8").splitlines()
    assert lines[:4] == [
        "---",
        'title: "The Ferry Book"',
        'subtitle: "Of Ropes and Rafts"',
        'author: ["Ada Hollin", "Jonas Reck"]',
    ]
    assert "  - [Chapter 1. The Ferry](3-ferry.md#ferry)" in lines
    assert "    - [1.1 Landing](3-ferry.md#landing)" in lines


@pytest.mark.parametrize(
    "written",
    [
        '## <a id="ferry"></a>Chapter 1. The Ferry',
        "| North |    3 |",
        "Table 1. Fares",
        "$$F = m a \\tag{1}$$",
        "The pull is $F$.",
        "](4-rope.md#rope)",
        "everything is said.[^1] Again.[^1]",
        "<kbd>Ctrl</kbd>",
        "- [x] done",
        '<div id="thm-float" class="theorem">',
        "``` python\ndef row():",
        'alt="A raft with a pole"',
        "<ruby>港<rp>（</rp><rt>みなと</rt><rp>）</rp></ruby>",
        '<ol start="3" type="a">',
    ],
)
def test_each_construct_is_written_as_other_tools_read_it(exported: Path, written: str) -> None:
    assert written in (exported / "3-ferry.md").read_text("utf-8")


def test_every_link_leads_to_a_place(exported: Path) -> None:
    texts = {each.name: each.read_text("utf-8") for each in exported.glob("*.md")}
    for name, text in texts.items():
        for target in LINK.findall(text):
            file, _, place = target.partition("#")
            assert f'id="{place}"' in texts[file or name], target


def test_the_ledger_has_what_no_markdown_says(trip: RoundTrip) -> None:
    assert trip.result.left_out == {"numbers of the lines of code": 1, "reference to a page": 1}


def test_the_same_book_gives_the_same_bytes(trip: RoundTrip, tmp_path: Path) -> None:
    export_book(trip.book, tmp_path / "again", "markdown")
    before, after = (
        {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
        for folder in (trip.result.path, tmp_path / "again")
    )
    assert before == after
