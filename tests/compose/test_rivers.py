"""Rivers: a paragraph with one is broken anew, and otherwise as is best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from random import Random

import pytest

from publish.outputs.pdf.layout.compose.fit import Breakpoint, Rules, best_places
from publish.outputs.pdf.layout.compose.rivers import without_river
from tests.compose.test_fit import RULES, SPACE, paragraph

RULES_OF_TEXT = RULES._replace(measure=120.0)
TOLERANCE = 2.5
LINES = 4  # through which a river goes
OVERLAP = 0.4


def holes(words: Sequence[float], measure: float) -> list[tuple[float, float]]:
    """The edges of the spaces of a justified line."""
    space = (measure - sum(words)) / (len(words) - 1)
    ends = (sum(words[:count]) + (count - 1) * space for count in range(1, len(words)))
    return [(end, end + space) for end in ends]


def meet(above: tuple[float, float], below: tuple[float, float]) -> bool:
    common = min(above[1], below[1]) - max(above[0], below[0])
    return common > OVERLAP * min(above[1] - above[0], below[1] - below[0])


def has_river(words: Sequence[float], ends: Sequence[int], rules: Rules) -> bool:
    """Whether any choice of a space in each of so many lines is a river."""
    lines = [words[begin + 1 : end + 1] for begin, end in pairwise([-1, *ends])][:-1]
    edges = [holes(line, rules.measure) for line in lines]
    return any(
        all(meet(*pair) for pair in pairwise(choice))
        for first in range(len(edges) - LINES + 1)
        for choice in product(*edges[first : first + LINES])
    )


def rivers() -> Iterator[tuple[list[float], list[Breakpoint], list[int]]]:
    """Paragraphs whose best lines have a river."""
    for seed in range(120):
        random = Random(seed)
        words = [random.choice([6.0, 11.0, 15.0, 22.0]) for _ in range(60)]
        places = paragraph(words)
        found = best_places(places, RULES_OF_TEXT, TOLERANCE)
        if found is not None and has_river(words, found, RULES_OF_TEXT):
            yield words, places, found


def test_most_paragraphs_with_a_river_are_broken_without_one() -> None:
    mended = []
    for words, places, found in rivers():
        others = without_river(places, found, RULES_OF_TEXT, TOLERANCE)
        mended.append(others is not None)
        if others is not None:
            assert not has_river(words, others, RULES_OF_TEXT)
    assert sum(mended) > len(mended) / 2 > 5


def test_lines_without_a_river_stay_as_they_are() -> None:
    words = [6.0, 22.0, 15.0, 11.0, 22.0, 28.0, 6.0, 15.0, 30.0, 11.0, 22.0, 15.0, 6.0, 28.0] * 2
    places = paragraph(words)
    found = best_places(places, RULES_OF_TEXT, 20.0)
    assert found is not None
    assert len(found) > LINES
    assert not has_river(words, found, RULES_OF_TEXT)
    assert without_river(places, found, RULES_OF_TEXT, 20.0) is found


def test_a_river_that_all_lines_have_stays() -> None:
    places = paragraph([12.0] * 30)
    rules = RULES._replace(measure=4 * 12 + 3 * SPACE)
    found = best_places(places, rules, 1.0)
    assert found is not None
    assert without_river(places, found, rules, 1.0) is None


def test_a_paragraph_of_few_lines_has_none() -> None:
    places = paragraph([12.0] * 16)
    rules = RULES._replace(measure=4 * 12 + 3 * SPACE)
    found = best_places(places, rules, 1.0)
    assert found == pytest.approx([3, 7, 11, 15])
    assert without_river(places, [3, 7, 11, 15], rules, 1.0) == found
