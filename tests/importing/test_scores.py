"""How often the hierarchy of a flattened book is recovered, by class; the table is printed.

Run with `-s` to see it. The seeds are not the ones that the weights were tried on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.importing import cases
from tests.importing.books import Case
from tests.importing.scoring import Score, score, share, table

pytestmark = pytest.mark.slow

_FIRST = 7_000_001
_CLASSES: dict[str, tuple[Callable[[int, int], Iterator[Case]], int]] = {
    "two levels": (cases.two_levels, 40),
    "distinct styles": (cases.distinct_styles, 45),
    "three levels": (cases.three_levels, 32),
    "noise": (cases.noise, 45),
    "strange": (cases.strange, 32),
}


@cache
def _scores(name: str) -> list[Score]:
    make, count = _CLASSES[name]
    scores = [score(case) for case in make(_FIRST, count)]
    print(f"\n{table(scores)}")
    return scores


@pytest.mark.parametrize("name", _CLASSES)
def test_every_character_is_in_a_span(name: str) -> None:
    assert all(s.whole for s in _scores(name))


@pytest.mark.parametrize(
    ("name", "least"),
    [("two levels", 0.96), ("distinct styles", 0.96), ("noise", 0.90), ("strange", 0.85)],
)
def test_the_outline_is_exact(name: str, least: float) -> None:
    scores = _scores(name)
    assert share(scores, "exact") >= least, table(scores)


@pytest.mark.parametrize("name", _CLASSES)
def test_cases_without_questions_are_right(name: str) -> None:
    silent = [s for s in _scores(name) if not s.questions]
    assert share(silent, "exact") >= 0.97, table(silent)


@pytest.mark.parametrize("name", _CLASSES)
def test_wrong_cases_have_questions(name: str) -> None:
    scores = _scores(name)
    wrong = [s for s in scores if not s.exact]
    assert share(wrong, "questions") >= 0.95 or len(wrong) <= 1, table(scores)


@pytest.mark.parametrize("name", _CLASSES)
def test_the_answers_decide(name: str) -> None:
    scores = _scores(name)
    assert share(scores, "decided") >= 0.97, table(scores)


def test_there_are_enough_cases() -> None:
    assert sum(count for _, count in _CLASSES.values()) >= 150
