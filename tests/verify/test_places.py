"""Where things stand on the pages of a PDF, checked on pages that are written for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from publish.verification.pdf.checks.places import check_places
from publish.verification.pdf.reader.runs import PageText, TextRun, to_passage
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement

_BODY = TextRun("It moves.", 60, 500, 300, 512)
_HEAD = TextRun("The Weir", 60, 600, 200, 610)


def _found(*runs: TextRun, head: TextRun = _HEAD, elements: Any = ()) -> list[str]:
    passages = {number: to_passage([run]) for number, run in enumerate(runs)}
    pages = [PageText(passages, [head], [TextRun("7", 300, 600, 310, 610)])]
    sheet = SimpleNamespace(trimbox=[0, 0, 432, 648])
    finished: Any = SimpleNamespace(
        pages=pages, pdf=SimpleNamespace(pages=[sheet]), elements=elements
    )
    return [f"{each.subject}: {each.actual}" for each in check_places(finished)]


def _table(page: int) -> StructureElement:
    words = MarkedContent(1, 0, to_passage([_HEAD]))
    caption = StructureElement("Caption", kids=[words])
    return StructureElement("Table", kids=[caption, _row(page)])


def _row(page: int) -> StructureElement:
    return StructureElement("TR", kids=[MarkedContent(page, 1, to_passage([_BODY]))])


def test_a_right_page_has_no_difference() -> None:
    assert _found(_BODY, elements=[_table(1)]) == []


def test_text_off_the_sheet() -> None:
    wide = TextRun("wide", 60, 500, 450, 512)
    low = TextRun("low", 60, -20, 300, -8)
    assert _found(_BODY, wide, low) == [
        "“wide” on page 1 of the file: off the sheet",
        "“low” on page 1 of the file: off the sheet",
    ]


def test_a_head_over_the_folio_or_the_text() -> None:
    long = TextRun("Long", 60, 600, 308, 610)
    low = TextRun("Low", 60, 505, 200, 515)
    assert _found(_BODY, head=long) == ["“Long” on page 1 of the file: over “7”"]
    assert _found(_BODY, head=low) == ["“Low” on page 1 of the file: over “It moves.”"]


def test_a_caption_on_another_page_than_its_table() -> None:
    (only,) = _found(_BODY, elements=[_table(2)])
    assert only == "“The Weir” on page 2 of the file: page 2"
