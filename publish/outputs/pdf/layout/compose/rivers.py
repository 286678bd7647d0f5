"""Rivers: spaces below each other that the eye follows through a paragraph.

A paragraph with one is broken anew without one of the breaks along it, where its lines are then as
good as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from publish.outputs.pdf.layout.compose.fit import (
    Breakpoint,
    Rules,
    best_places,
    is_flawless,
    scale_of,
)

_LENGTH = 4  # lines through which a river goes
_OVERLAP = 0.4  # of the narrower of two spaces, whose edges are not those of what hangs
_BARRED = 1e9  # the penalty of a break that is not to be

_Hole = tuple[float, float]


def without_river(
    places: Sequence[Breakpoint], found: list[int], rules: Rules, tolerance: float
) -> list[int] | None:
    """The places where lines end: those found, or others if a river goes through their lines.

    None if it goes through all others as well.
    """
    last = _end_of_river(places, found, rules)
    if last is None:
        return found
    for number in found[last : max(last - _LENGTH - 1, 0) : -1]:
        barred = list(places)
        barred[number] = places[number]._replace(penalty=_BARRED)
        others = best_places(barred, rules, tolerance)
        if others is None or number in others or not is_flawless(places, others, rules):
            continue
        if _end_of_river(places, others, rules) is None:
            return others
    return None


def _end_of_river(places: Sequence[Breakpoint], found: list[int], rules: Rules) -> int | None:
    """The line, from 0, in which the first river is long enough; None without a river.

    The last line counts for none, since it is short.
    """
    if len(found) <= _LENGTH:
        return None
    above: list[_Hole] = []
    lengths: list[int] = []
    for line, (begin, end) in enumerate(pairwise([-1, *found[:-1]])):
        holes = _holes(places, begin, end, rules)
        lengths = _lengths(above, lengths, holes)
        if max(lengths, default=0) >= _LENGTH:
            return line
        above = holes
    return None


def _lengths(above: Sequence[_Hole], lengths: Sequence[int], holes: Sequence[_Hole]) -> list[int]:
    """The lines through which the spaces of a line go on from those of the line above it."""
    found, first, count = [], 0, len(above)
    for left, right in holes:
        while first < count and above[first][1] <= left:
            first += 1
        longest, number = 0, first
        while number < count and above[number][0] < right:
            begin, end = above[number]
            common = min(end, right) - max(begin, left)
            if common > _OVERLAP * min(end - begin, right - left) and lengths[number] > longest:
                longest = lengths[number]
            number += 1
        found.append(longest + 1)
    return found


def _holes(places: Sequence[Breakpoint], begin: int, end: int, rules: Rules) -> list[_Hole]:
    """The edges of the spaces of a line between two breaks, from the left of the text."""
    at, stretch, shrink = places[begin][3:6] if begin >= 0 else (0.0, 0.0, 0.0)
    left = rules.indent if begin < 0 else 0.0
    measure, last = rules.measure - left, places[end]
    width = last.width - at
    scale = scale_of(width, measure, rules.expansion)
    slack = measure - scale * width
    left -= scale * at
    spaces = [each for each in places[begin + 1 : end] if each.next_stretch > each.stretch]
    if slack > 0:
        share = slack / (last.stretch - stretch or 1.0)
        left -= share * stretch
        return [
            (left + scale * width + share * gives, left + scale * after + share * more)
            for width, gives, _, after, more, *_ in spaces
        ]
    share = slack / (last.shrink - shrink or 1.0)
    left -= share * shrink
    return [
        (left + scale * width + share * gives, left + scale * after + share * more)
        for width, _, gives, after, _, more, *_ in spaces
    ]
