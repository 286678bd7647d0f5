"""The bench knows a click that opens a wrong line."""

from __future__ import annotations

import pytest

from bench.clicks.judging import Answer, Judge
from publish.preview.source_map.blocks import Source

TEXT = "# Ebb\n\nThe sea goes out\ntwice a day here.\n\nIt leaves the boats behind.\n"
SHOWN = (("1", 1), ("ebb", 1), ("the", 3), ("sea", 3), ("goes", 3), ("out", 3), ("twice", 4))
HEADING, PARAGRAPH = (1, "H1"), (2, "P")


def _verdicts(changed: dict[int, int]) -> list[str]:
    """What is wrong where some words lead to other lines."""
    answers = [
        Answer(word, HEADING if at < 2 else PARAGRAPH, Source("ebb.md", changed.get(at, line)))
        for at, (word, line) in enumerate(SHOWN)
    ]
    judged = Judge(lambda _: TEXT).judge(answers)
    return [answer.word for answer, each in zip(answers, judged, strict=True) if not each.is_right]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({}, []), ({0: 3}, ["1"]), ({1: 4}, ["1", "ebb"]), ({3: 6}, ["sea"]), ({4: 4}, ["goes"])],
)
def test_a_click_on_a_wrong_line_is_counted(changed: dict[int, int], wrong: list[str]) -> None:
    assert _verdicts(changed) == wrong


def test_a_word_that_opens_nothing_is_wrong() -> None:
    [verdict] = Judge(lambda _: TEXT).judge([Answer("sea", PARAGRAPH, None)])
    assert not verdict.is_right
