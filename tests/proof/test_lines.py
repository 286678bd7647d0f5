"""Kinds of findings that our layout avoids, on lines that are put on pages by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from publish.diagnostics import Location
from publish.model.book import Book
from publish.proofing.evidence import Evidence
from publish.proofing.facts import Finding, Weight
from publish.proofing.findings.hyphens import find_ladders, find_page_end_hyphens
from publish.proofing.findings.loose_lines import find_loose_lines
from publish.proofing.findings.short_pages import find_short_ends, find_short_pages
from publish.proofing.findings.single_lines import find_orphans, find_widows
from publish.proofing.places import Letters, Places, letters
from publish.proofing.reading.blocks import Block
from publish.proofing.reading.layout import Layout, Page
from publish.proofing.reading.lines import Line
from publish.proofing.reading.printed_page import PrintedFont, PrintedPage
from publish.proofing.reading.setting import Setting

FONT = PrintedFont("Text-Regular", 10, 2.5)
SETTING = Setting("Text", 10, 12, 2.5, ((50, 350),), head=60, foot=60 + 19 * 12)
FULL = 20  # lines of a page

Row = tuple[Block, str, float]  # of a block: its words, and the spaces between


class PaintedLayout(Layout):
    """Pages with these rows from the head."""

    def __init__(self, pages: Sequence[Sequence[Row]], sides: int) -> None:
        self.setting, self.sides, self.blocks = SETTING, sides, {}
        self.pages = [self._painted(number, rows) for number, rows in enumerate(pages)]

    def _painted(self, number: int, rows: Sequence[Row]) -> Page:
        lines = [
            Line(number, block, 60 + 12 * row, 50, 350, text, (gap, gap, gap), FONT)
            for row, (block, text, gap) in enumerate(rows)
        ]
        printed = PrintedPage(400, 400, [FONT], [], [], b"")
        blocks = [line.block for line in lines if not line.block.is_note]
        return Page(number, printed, lines, lines, [], blocks)


class PaintedEvidence(Evidence):
    def __init__(self, *pages: Sequence[Row], sides: int = 2) -> None:
        self.layout = PaintedLayout(pages, sides)
        book = Book("painted", Path("painted"), cast(Any, None), cast(Any, None), ())
        self.places = Places(book, self.layout)


_numbers = count(1)


def rows(lines: int, *, end: str = "word", gap: float = 2.5, piece: int = 1) -> list[Row]:
    """A paragraph of so many lines, each of which ends so."""
    block = Block(next(_numbers), "P", "", piece)
    return [(block, f"some words and a {end}", gap)] * lines


def on_two_pages(first: int, second: int, **options: Any) -> tuple[list[Row], list[Row]]:
    """A paragraph that goes on overleaf, on a full page and on the next one."""
    paragraph = rows(first + second, **options)
    return [*rows(FULL - first), *paragraph[:first]], [*paragraph[first:], *rows(8)]


Find = Callable[[Evidence], Iterator[Finding]]
BLANK: list[Row] = []


def found(find: Find, *pages: Sequence[Row], **options: Any) -> list[Finding]:
    return list(find(PaintedEvidence(*pages, **options)))


@pytest.mark.parametrize(
    ("find", "bad", "good"),
    [
        (find_widows, on_two_pages(4, 1), on_two_pages(3, 2)),
        (find_orphans, on_two_pages(1, 4), on_two_pages(2, 3)),
        (find_page_end_hyphens, on_two_pages(3, 3, end="di-"), on_two_pages(3, 3)),
        (find_ladders, [rows(4, end="di‐")], [[*rows(3, end="di‐"), *rows(3, end="di‐")]]),
        (find_loose_lines, [rows(2, gap=3.8)], [rows(2, gap=3.7)]),
        (find_short_pages, [rows(16), rows(20)], [rows(17), rows(20)]),
        (find_short_ends, [rows(20), rows(4)], [rows(20), rows(5)]),
    ],
    ids=lambda each: each.__name__ if callable(each) else "",
)
def test_each_kind_and_its_good_twin(
    find: Find, bad: Sequence[Sequence[Row]], good: Sequence[Sequence[Row]]
) -> None:
    assert len(found(find, *bad)) == 1
    assert found(find, *good) == []


def test_the_last_line_of_a_paragraph_may_be_loose() -> None:
    assert found(find_loose_lines, rows(1, gap=9)) == []


def test_a_line_over_twice_the_space_weighs_more() -> None:
    weights = [found(find_loose_lines, rows(2, gap=gap))[0].weight for gap in (4.9, 5.1)]
    assert weights == [Weight.SLIGHT, Weight.NOTABLE]


def test_a_word_divided_at_the_turn_of_a_leaf_weighs_more() -> None:
    pages = on_two_pages(3, 3, end="di-")
    (turned,) = found(find_page_end_hyphens, *pages)
    (facing,) = found(find_page_end_hyphens, BLANK, *pages)
    assert (turned.weight, facing.weight) == (Weight.SERIOUS, Weight.NOTABLE)
    assert turned.message == "a word divided over the turn of the leaf"


def test_the_end_of_a_chapter_is_no_short_page() -> None:
    assert found(find_short_pages, rows(9), rows(20, piece=2)) == []


def test_the_empty_lines_above_notes_are_counted() -> None:
    note = Block(next(_numbers), "Note", "", 1, is_note=True)
    text = rows(10)
    page = [*text, *[(note, "", 0.0)] * 8, (note, "a note", 2.5)]
    layout = PaintedEvidence(page, rows(20)).layout
    shown = [line for line in layout.pages[0].lines if not line.block.is_note or line.text]
    layout.pages[0] = Page(0, layout.pages[0].printed, shown, shown, [], [text[0][0]])
    evidence = PaintedEvidence()
    evidence.layout = layout
    (short,) = find_short_pages(evidence)
    assert short.message == "7 empty lines at the foot of the page"


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (
            [(Block(901, "H2", "", 1), "A heading", 2.5), *rows(6)],
            "a heading follows, which stays with a paragraph of 6 lines below it",
        ),
        (
            [(Block(902, "TD", "", 1, table=900), "cell", 2.5)] * 9,
            "a table 9 lines high follows",
        ),
        (
            [*rows(2, end="list:"), *[(Block(903, "TD", "", 1, table=904), "cell", 2.5)] * 3],
            "a line follows that introduces a table 3 lines high",
        ),
        (
            [(Block(905, "P", "", 1, is_figure=True), "A", 2.5)] * 5,
            "a picture 5 lines high follows",
        ),
        (rows(3), "a paragraph of 3 lines follows, which is not divided"),
        ([*rows(3), *rows(2)], "5 lines are kept for the last page of the chapter"),
        ([*rows(4), *rows(3)], "a paragraph of 4 lines follows"),
    ],
)
def test_a_short_page_has_the_reason_that_is_overleaf(after: list[Row], reason: str) -> None:
    (short,) = found(find_short_pages, rows(10), after)
    assert short.reason == reason


def test_the_end_of_a_chapter_has_the_reason_that_is_before_it() -> None:
    (full,) = found(find_short_ends, rows(20), rows(2))
    assert full.reason.startswith("the page before is full")
    (short,) = found(find_short_ends, rows(15), rows(2))
    assert short.reason == (
        "the page before has 5 empty lines, but a paragraph of 2 lines follows, "
        "which is not divided"
    )


def test_a_printed_text_is_found_by_its_letters() -> None:
    texts = ["The harbour keeps its own time.", "The water that comes and goes", "Nobody."]
    known = Letters(
        [letters(text) for text in texts], [Location("a.md", line) for line in (1, 3, 5)]
    )
    assert known.find(letters("water that ‘comes’")) == 1
    assert known.find(letters("keeps its own time, by the clock")) == 0
    assert known.find(letters("No")) == 2
    assert known.find(letters("a lighthouse on a rock")) is None
    assert known.find("") is None
