"""Flattened books in six languages: how often their hierarchy is found, and what the sheet offers.

Run with `-s` to see the table. The weights were set on other seeds.
"""

from __future__ import annotations

import pytest

from tests.importing.flattened.classes import cases
from tests.importing.flattened.scoring import Score, f1, score, share, table

_FIRST, _SHARE = 500_000, 0.2


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    found = [score(case) for case in cases(_FIRST, _SHARE)]
    print(f"\n{table(found)}")
    return found


def test_every_character_is_in_a_span(scores: list[Score]) -> None:
    assert all(each.whole for each in scores)


def test_the_outline_is_exact(scores: list[Score]) -> None:
    assert len(scores) >= 60
    assert share(scores, "exact") >= 0.95, table(scores)
    assert f1(scores) >= 0.99, table(scores)


@pytest.mark.parametrize("kind", ["two levels", "distinct"])
def test_two_levels_and_distinct_styles(scores: list[Score], kind: str) -> None:
    group = [each for each in scores if each.case.kind == kind]
    assert share(group, "exact") >= 0.9, table(group)


def test_the_right_reading_is_offered(scores: list[Score]) -> None:
    wrong = [each for each in scores if not each.exact]
    assert share(wrong, "offered") >= 0.95, table(scores)


def test_the_answers_decide(scores: list[Score]) -> None:
    assert share(scores, "answered") >= 0.98, table(scores)
