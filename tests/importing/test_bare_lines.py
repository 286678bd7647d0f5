"""Lines without numbers: the sheet offers the right reading of all of them, and each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.importers.plaintext import import_text
from publish.importers.plaintext.questions import hierarchy_questions
from publish.importers.plaintext.recovery import recover

_PROSE = "The keeper went down to the gates and looked at the water. It had risen in the night."
_FAQ = """
> Ferry Travel
#1 Tickets
#2 Where can I buy a ticket?
%
#2 Can I change it?
%
#1 On board
#2 May I bring a dog?
%
#2 Is there food?
%
"""
_DIARY = """
> A KEEPER'S DIARY
#1 1889
#2 January
3 January. Snow. Nobody came.
17 January. Ice on the gates.
#2 February
2 February. Thaw.
#1 1890
#2 January
5 January. Rain all day.
#2 March
9 March. The new rope came.
"""
_ROMAN = """
> THE PARISH OF MARL
#1 I
#2 The Church
%
#2 The Mill
%
#1 II
#2 The School
%
#2 The Quarry
%
#1 III
#2 The Inn
%
#2 The Road
%
"""
_GERMAN = """
> Fragen zum Schwimmbad
#1 Preise
#2 Was kostet der Eintritt?
%
#2 Gibt es Karten für das Jahr?
%
#1 Baden
#2 Wie warm ist das Wasser?
%
"""
_MINUTES = """
> The Council of Marl
#1 2004
#2 Roads
The bridge was closed.
#2 Schools
A roof was mended.
#1 2005
#2 Roads
The bridge was opened.
#2 Rates
They did not rise.
"""


def _text(source: str) -> tuple[str, dict[int, int]]:
    """The text of a source with marks, and the levels of its headings by line."""
    lines: list[str] = []
    levels: dict[int, int] = {}
    for row in source.strip().splitlines():
        mark, _, words = row.partition(" ")
        if mark.startswith("#"):
            levels[len(lines) + 1] = int(mark[1:])
        is_marked = mark == ">" or mark.startswith("#")
        lines += [words if is_marked else _PROSE if row == "%" else row, ""]
    return "\n".join(lines), levels


@pytest.mark.parametrize("source", [_FAQ, _DIARY, _ROMAN, _GERMAN, _MINUTES])
def test_the_levels_of_lines_without_numbers_are_offered(source: str) -> None:
    text, levels = _text(source)
    first, *_ = hierarchy_questions(recover(text))
    outlines = []
    for reading in first.readings:
        answered = recover(text, reading.depths)
        outlines.append({h.line: h.depth for h in answered.headings})
    assert levels in outlines
    assert len(first.readings) <= 6


def _commands() -> str:
    """Numbered sections with titles without numbers, one command among them."""
    titles = ["The Mill", "The Weir", "Wait", "The Lock", "The Yard"]
    parts = [f"{n}. Part {n}\n\n{_PROSE}\n\n{t}\n\n{_PROSE}" for n, t in enumerate(titles, 1)]
    return "\n\n".join(["On Water", *parts, ""])


def test_an_answer_about_one_line_wins_over_that_about_all(tmp_path: Path) -> None:
    source = tmp_path / "water.txt"
    source.write_text(_commands(), "utf-8")
    first = import_text(source, tmp_path / "book")
    sheet = first.review.read_text("utf-8")
    number = next(n for n in range(1, 9) if f"### Question {n}: line 23\n" in sheet)
    sheet = sheet.replace("Answer 1: ?", "Answer 1: B").replace(
        f"Answer {number}: ?", f"Answer {number}: A"
    )
    first.review.write_text(sheet, "utf-8")
    second = importing.import_book(source, first.target, first.review)
    _, book = api.open_book(second.target)
    below = [s.title for top in book.sections for s in top.walk() if not s.title.startswith("Part")]
    assert below == ["The Mill", "The Weir", "The Lock", "The Yard"]
    assert second.open_questions == 0


def test_lines_read_as_headings_may_be_text() -> None:
    titles = ["Wait", "Lift the lid", "Turn the key", "Note the hour", "Look up", "Stop", "Sit"]
    parts = [f"{n}. Part {n}\n\n{_PROSE}\n\n{t}\n\n{_PROSE}" for n, t in enumerate(titles, 1)]
    text = "\n\n".join(["On Water", *parts, ""])
    recovery = recover(text)
    assert len(recovery.headings) == 2 * len(titles)
    first, *others = hierarchy_questions(recovery)
    assert set(first.readings[1].depths.values()) == {0}
    assert not others
    assert len(recover(text, first.readings[1].depths).headings) == len(titles)


def test_a_command_among_lines_read_as_headings_is_asked_about_alone() -> None:
    titles = ["The Mill", "The Weir", "Wait", "The Lock", "The Yard", "The Inn", "The Road"]
    below = {"Wait": _PROSE.partition(". ")[0] + " until the bell of the church had rung."}
    parts = [
        f"{n}. Part {n}\n\n{_PROSE}\n\n{t}\n\n{below.get(t, _PROSE)}"
        for n, t in enumerate(titles, 1)
    ]
    recovery = recover("\n\n".join(["On Water", *parts, ""]))
    assert len(recovery.headings) == 2 * len(titles)
    _, alone = hierarchy_questions(recovery)
    assert [dict(each.depths) for each in alone.readings] == [{23: 2}, {23: 1}, {23: 0}]
