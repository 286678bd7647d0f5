"""Total fit: the breaks with the fewest demerits, as a search of all breaks finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import inf
from random import Random

import pytest

from publish.outputs.pdf.layout.compose.fit import Breakpoint, Rules, best_places, ratio_of

SPACE, STRETCH, SHRINK = 4.0, 2.0, 1.0
RULES = Rules(measure=60.0, indent=0.0, expansion=0.0, short=8.0, hyphen=3.0)


def paragraph(words: Sequence[float], divided: Sequence[float] = ()) -> list[Breakpoint]:
    """Words of some widths; of those that are divided, a hyphen may end a line at the half."""
    places, width = list[Breakpoint](), 0.0
    for spaces, word in enumerate(words):
        before = spaces * STRETCH, spaces * SHRINK
        after = (spaces + 1) * STRETCH, (spaces + 1) * SHRINK
        if word in divided:
            half = width + word / 2
            places.append(Breakpoint(half + RULES.hyphen, *before, half, *before, 50.0, True))
        width += word
        places.append(Breakpoint(width, *before, width + SPACE, *after))
        width += SPACE
    return places


def demerits(
    places: Sequence[Breakpoint], ends: Sequence[int], rules: Rules, tolerance: float
) -> float:
    """The demerits of a choice of breaks, line by line."""
    total, kind, hyphens = 0.0, 1, 0
    for number, (before, end) in enumerate(pairwise([-1, *ends])):
        start = places[before][3:6] if before >= 0 else (-rules.indent, 0.0, 0.0)
        is_last = end == len(places) - 1
        place = places[end]
        width, stretch, shrink = (each - begun for each, begun in zip(place, start, strict=False))
        ratio = ratio_of(width, stretch, shrink, rules.measure + 1e-6, rules.expansion)
        ratio = min(ratio, 0.0) if is_last else ratio
        if not -1 <= ratio <= tolerance:
            return inf
        if number == 0 and place.has_hyphen and not rules.may_divide_first:
            return inf
        total += (rules.line + 100 * abs(ratio) ** 3) ** 2 + place.penalty**2
        total += rules.last_but_one * bool(is_last and hyphens)
        total += rules.short_end * (is_last and number > 0 and width < rules.short)
        total += rules.stub * bool(is_last and hyphens and not stretch)
        if place.has_hyphen:
            total += rules.ladder[hyphens]
        hyphens = min(hyphens + 1, 2) if place.has_hyphen else 0
        is_of = [ratio < -0.5, ratio <= 0.5, ratio <= 1, True].index(True)
        total += rules.unlike * (abs(is_of - kind) > 1)
        kind = is_of
    return total


def choices(places: Sequence[Breakpoint]) -> Iterator[tuple[int, ...]]:
    last = len(places) - 1
    for count in range(last + 1):
        for some in combinations(range(last), count):
            yield (*some, last)


@pytest.mark.parametrize("seed", range(60))
def test_no_other_breaks_are_better(seed: int) -> None:
    random = Random(seed)
    words = [random.choice([6.0, 11.0, 15.0, 22.0, 28.0]) for _ in range(random.randint(2, 9))]
    places = paragraph(words, divided=random.sample([22.0, 28.0], random.randint(0, 2)))
    rules = RULES._replace(
        indent=random.choice([0.0, 10.0]),
        expansion=random.choice([0.0, 0.02]),
        may_divide_first=random.random() < 0.5,
    )
    tolerance = random.choice([1.0, 3.0, 20.0])
    found = best_places(places, rules, tolerance)
    best = min(demerits(places, each, rules, tolerance) for each in choices(places))
    if found is None:
        assert best == inf
    else:
        assert demerits(places, found, rules, tolerance) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(30))
def test_a_number_of_lines_that_is_asked_for(seed: int) -> None:
    """The best of all breaks with so many lines, or none."""
    random = Random(seed)
    words = [random.choice([6.0, 11.0, 15.0, 22.0, 28.0]) for _ in range(random.randint(4, 9))]
    places = paragraph(words, divided=(28.0,))
    for lines in range(1, 6):
        found = best_places(places, RULES._replace(lines=lines), 20.0)
        some = [each for each in choices(places) if len(each) == lines]
        best = min((demerits(places, each, RULES, 20.0) for each in some), default=inf)
        assert (found is None) == (best == inf)
        if found is not None:
            assert len(found) == lines
            assert demerits(places, found, RULES, 20.0) == pytest.approx(best)


def test_a_word_that_is_wider_than_the_measure_cannot_be_set() -> None:
    assert best_places(paragraph([10.0, 70.0, 10.0]), RULES, 20.0) is None


def test_a_ladder_of_three_hyphens_is_the_worst_of_all() -> None:
    words = [28.0, 28.0] * 5
    places = paragraph(words, divided=(28.0,))
    found = best_places(places, RULES, 20.0)
    assert found is not None
    hyphens = "".join("-" if places[each].has_hyphen else " " for each in found)
    assert "---" not in hyphens


@pytest.mark.parametrize(
    ("width", "expansion", "expected"),
    [(60, 0.0, 0.0), (52, 0.0, 1.0), (62, 0.0, -0.5), (52, 0.02, 8 / 9.04), (40, 0.02, 19.2 / 8)],
)
def test_glyphs_give_way_as_spaces_do_up_to_their_limit(
    width: float, expansion: float, expected: float
) -> None:
    assert ratio_of(width, 8.0, 4.0, 60.0, expansion) == pytest.approx(expected)


def test_a_line_without_spaces_gives_way_by_its_glyphs_alone() -> None:
    assert ratio_of(50, 0.0, 0.0, 60.0, 0.0) == inf
    assert ratio_of(70, 0.0, 0.0, 60.0, 0.0) == -inf
    assert ratio_of(60.6, 0.0, 0.0, 60.0, 0.02) == pytest.approx(-0.6 / 1.212)
