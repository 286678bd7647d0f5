"""Where things stand on the pages of a PDF, checked on pages that are written for it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from publish.model.book import Edition, NotesPlace, StyleSheet
from publish.verification.pdf.checks.drawings import check_drawings
from publish.verification.pdf.checks.places import check_places
from publish.verification.pdf.reader.overprint import overprinted
from publish.verification.pdf.reader.runs import (
    PageText,
    RunPlace,
    TextRun,
    around,
    join_lines,
    to_passage,
)
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement
from publish.verification.pdf.style.promise import PromisedPages
from tests.verify.products import PDF

_BOOK: Any = SimpleNamespace(
    folder=Path(),
    direction="ltr",
    notes_place=NotesPlace.FOOT,
    resources=(),
    metadata=SimpleNamespace(language="en", words=None),
)
_BODY = TextRun("It moves.", 60, 500, 300, 512)
_HEAD = TextRun("The Weir", 60, 600, 200, 610)


def _found(*runs: TextRun, head: TextRun = _HEAD, elements: Any = ()) -> list[str]:
    passages = {number: to_passage([run]) for number, run in enumerate(runs)}
    folio = TextRun("7", 300, 600, 310, 610)
    page = PageText(passages, [head], [folio], text_box=around(runs))
    page.overprinted = list(overprinted(runs))
    finished = _finished([page, PageText()], elements)
    return [f"{each.subject}: {each.actual}" for each in check_places(finished)]


def _finished(pages: list[PageText], elements: Any = (), edition: Edition = PDF) -> Any:
    sheet = SimpleNamespace(sheet=(0, 0, 432, 648))
    finished = SimpleNamespace(
        book=_BOOK,
        edition=edition,
        elements=elements,
        captions=[
            (each, kid) for each in elements for kid in each.elements() if kid.role == "Caption"
        ],
        elements_to_check=lambda: [],
        pages=pages,
        promised_pages=PromisedPages(_BOOK, edition),
        entries=SimpleNamespace(pages=[sheet] * len(pages)),
    )
    finished.memo = lambda function: function(finished)
    return finished


def _table(page: int) -> StructureElement:
    words = MarkedContent(1, 0, to_passage([_HEAD]))
    caption = StructureElement("Caption", kids=[words])
    return StructureElement("Table", kids=[caption, _row(page)])


def _row(page: int) -> StructureElement:
    return StructureElement("TR", kids=[MarkedContent(page, 1, to_passage([_BODY]))])


def test_a_right_page_has_no_difference() -> None:
    assert _found(_BODY, elements=[_table(1)]) == []


def test_text_outside_the_type_area() -> None:
    wide = TextRun("wide", 60, 400, 380, 412)
    low = TextRun("low", 60, 30, 300, 42)
    assert _found(_BODY, wide, low) == [
        "“wide” on page 1 of the file: 22 points outside",
        "“low” on page 1 of the file: 58 points outside",
    ]


def test_spaces_that_hang_out_of_a_line_of_code() -> None:
    assert _found(_BODY, TextRun("//" + " " * 30, 60, 400, 396, 412)) == []
    wide = TextRun("x" * 30 + "  ", 60, 400, 396, 412)
    assert _found(_BODY, wide) == [f"“{wide.text}” on page 1 of the file: 17 points outside"]


def test_text_off_the_sheet_in_a_theme_of_ones_own() -> None:
    wide = TextRun("wide", 60, 500, 450, 512)
    page = PageText({0: to_passage([wide])}, text_box=around([wide]))
    sheet = StyleSheet("pdf.css", "h2 { margin-left: -9pt }")
    styled = Edition("pdf", "pdf", style_sheets={"pdf.css": sheet})
    (only,) = check_places(_finished([page], edition=styled))
    assert only.actual == "off the sheet"


def test_text_over_text() -> None:
    over = TextRun("It stands.", 250, 503, 340, 515)
    assert _found(_BODY, over) == ["“It stands.” on page 1 of the file: over “It moves.”"]
    assert _found(_BODY, TextRun("next", 60, 489, 300, 501)) == []  # the line below
    assert _found(_BODY, TextRun("\u0306", 70, 502, 100, 514)) == []  # a mark over a letter


def _picture(*box: float) -> list[str]:
    figure = StructureElement("Figure", alternative="A mast", kids=[MarkedContent(0, 3)])
    page = PageText(drawn={3: box}) if len(box) == 4 else PageText()
    return [each.actual for each in check_drawings(_finished([page], [figure]))]


def test_a_picture_is_in_the_type_area_and_shows_something() -> None:
    assert _picture(50, 100, 358, 500) == []
    assert _picture(50, 100, 397, 500) == ["39 points outside"]
    assert _picture(47, 100, 47, 100) == _picture() == ["nothing"]


# Formulas with macros that print nothing themselves, of which each prints something, or nothing.
_PRINTING = (
    r"\quad x", r"\phantom{x} y", r"\left. z \right|", r"\,\sum", r"\hspace{1em}\alpha",
    r"\text{ a }", r"\begin{matrix} 0 & {} \end{matrix}", r"\mathrm{d}", r"\dots", "x^{}", "=",
    r"\newcommand{\R}{r} \R", r"\displaystyle\int", r"\operatorname{ker}", r"\frac{1}{2}",
    r"\kern 3pt -", r"\boxed{}1", r"\alpha{}", r"\frac{}{1}", r"\sqrt{}", r"\R{}", r"\sum{}^{}",
)  # fmt: skip
_BLANK = (
    r"\quad\qquad", r"\phantom{x}", r"\left. \right.", r"\hspace*{2em}~", r"\newcommand{\R}{r}",
    r"\begin{matrix} & \\ & \end{matrix}", "{}^{}_{}", r"\text{ }", r"\kern 3pt \mathstrut",
    r"\mathrm{}", r"\overset{}{ }", r"\mathbb{ }", r"\operatorname*{}", r"\frac{}{ }",
)  # fmt: skip


def _formula_not_drawn(latex: str) -> list[str]:
    formula = StructureElement("Formula", alternative=latex, kids=[MarkedContent(0, 3)])
    return [each.actual for each in check_drawings(_finished([PageText()], [formula]))]


def test_a_formula_that_is_not_drawn_but_would_print() -> None:
    assert [each for each in _PRINTING if _formula_not_drawn(each) != ["nothing"]] == []
    assert [each for each in _BLANK if _formula_not_drawn(each)] == []


def test_a_head_over_the_folio_or_the_text() -> None:
    long = TextRun("Long", 60, 600, 308, 610)
    low = TextRun("Low", 60, 505, 200, 515)
    assert _found(_BODY, head=long) == ["“Long” on page 1 of the file: over “7”"]
    assert _found(_BODY, head=low) == ["“Low” on page 1 of the file: over “It moves.”"]


def test_a_caption_on_another_page_than_its_table() -> None:
    (only,) = _found(_BODY, elements=[_table(2)])
    assert only == "“The Weir” on page 2 of the file: page 2"


@pytest.mark.parametrize(
    ("next_line", "joined"),
    [
        (RunPlace(10, 100, 49, 110, has_rtl=False), "أباfoo"),
        (RunPlace(10, 80, 49, 90, has_rtl=False), "أبا foo"),
        (RunPlace(10, 100, 40, 110, has_rtl=False), "أبا foo"),
    ],
    ids=["left of it", "in the next line, where it would be", "apart"],
)
def test_what_follows_words_from_right_to_left(next_line: RunPlace, joined: str) -> None:
    words = RunPlace(50, 100, 80, 110, has_rtl=True)
    assert join_lines([("أبا", words, words), ("foo", next_line, next_line)]) == joined
