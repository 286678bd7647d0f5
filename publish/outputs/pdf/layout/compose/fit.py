"""The best lines of a paragraph, by total fit (Knuth and Plass 1981), on numbers alone.

The ratio of a line tells how far it is from its natural width: 0 not at all, 1 stretched and -1
shrunk by as much as is good, of which glyphs give `expansion` of their width and spaces the rest;
beyond 1, spaces alone. What is bad about a line is counted in demerits, and those lines are the
best whose demerits have the smallest sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

_EXACT = 1e-6  # pixels
_CERTAIN = 0.01  # pixels, far more than sums of widths are wrong
_NORMAL = 1  # the class of lines that have about their natural width
_LADDER = "---"
_ROW = 2  # hyphens below each other; more are as bad


class Breakpoint(NamedTuple):
    """A place where a line may end, with the totals of all text before it, in pixels.

    That is its natural width, and by how much its spaces stretch and shrink: up to the end of the
    line with the hyphen that it then has, and up to where the next line begins.
    """

    width: float
    stretch: float
    shrink: float
    next_width: float
    next_stretch: float
    next_shrink: float
    penalty: float = 0.0
    has_hyphen: bool = False


class Rules(NamedTuple):
    """What lines may be, and the demerits of what is bad about them."""

    measure: float
    indent: float  # of the first line
    expansion: float  # of the width of glyphs
    short: float  # the width under which a last line is too short
    hyphen: float  # the width of a hyphen, by which more text can be shorter
    may_divide_first: bool = True  # whether the first line may end in a hyphen
    lines: int = 0  # how many there are to be, if not as many as are best
    line: float = 10.0
    ladder: tuple[float, ...] = (0.0, 10_000.0, 1_000_000.0)  # the first hyphen in a row, and more
    last_but_one: float = 5_000.0  # a hyphen there
    unlike: float = 5_000.0  # the line before is two classes wider or narrower
    short_end: float = 4_000_000.0
    stub: float = 4_000_000.0  # a last line with only the end of a divided word


class _Line(NamedTuple):
    """The last of the best lines up to a place; the totals are those where the next one begins."""

    width: float
    stretch: float
    shrink: float
    demerits: float
    kind: int
    hyphens: int  # in a row
    lines: int  # up to it, where they are to be so many
    before: _Line | None
    place: int


def best_places(places: Sequence[Breakpoint], rules: Rules, tolerance: float) -> list[int] | None:
    """The places where the lines end, the last of all places being the last of them.

    None if any line would be wider than the measure, or looser than the tolerance.
    """
    lines = [_Line(-rules.indent, 0.0, 0.0, 0.0, _NORMAL, 0, 0, None, -1)]
    last = len(places) - 1
    for number, place in enumerate(places):
        if number < last and _is_far_too_early(place, lines[0], rules, tolerance):
            continue
        ending = _lines_to(place, number, lines, rules, tolerance, is_last=number == last)
        if number == last:
            ending = [line for line in ending if line.lines == rules.lines]
            return _numbers(min(ending, key=lambda line: line.demerits)) if ending else None
        lines = _still_open(place, lines, rules)
        lines += ending
        if not lines:
            break
    return None


def is_flawless(places: Sequence[Breakpoint], found: Sequence[int], rules: Rules) -> bool:
    """Whether some lines have no ladder of hyphens, and their last one is neither short nor a stub.

    A stub is the end of a divided word alone.
    """
    row = "".join("-" if places[number].has_hyphen else " " for number in found)
    if _LADDER in row:
        return False
    if len(found) == 1:
        return True
    before, last = places[found[-2]], places[found[-1]]
    is_stub = before.has_hyphen and last.stretch <= before.next_stretch
    return not is_stub and last.width - before.next_width >= rules.short


def ratio_of(
    width: float, stretch: float, shrink: float, measure: float, expansion: float
) -> float:
    """How far the spaces of a line must give way for it to fill the measure."""
    slack, give = measure - width, expansion * width
    if slack < 0:
        room = shrink + give
        return slack / room if room > 0 else -inf
    if slack <= stretch + give:
        return slack / (stretch + give) if slack else 0.0
    return (slack - give) / stretch if stretch > 0 else inf


def scale_of(width: float, measure: float, expansion: float) -> float:
    """How wide the glyphs of a line are set.

    They give way before its spaces: 2 per cent of a letter is not seen, half of a space is.
    """
    return 1 + max(-expansion, min(expansion, (measure - width) / width)) if width > 0 else 1.0


def _is_far_too_early(place: Breakpoint, first: _Line, rules: Rules, tolerance: float) -> bool:
    """Whether a line to a place would be too loose even if it began after the first line.

    That holds at most places, and is found in a fraction of the time that the lines to them take.
    """
    width = place.width - first.width
    slack = rules.measure - width - rules.expansion * width
    stretch = max(place.stretch - first.stretch, 0.0)
    return slack > max(tolerance, 1.0) * stretch + _CERTAIN


def _lines_to(
    place: Breakpoint,
    number: int,
    lines: Sequence[_Line],
    rules: Rules,
    tolerance: float,
    *,
    is_last: bool,
) -> list[_Line]:
    """The best lines that end at a place, one for each class, number of hyphens in a row
    and, where that is asked for, number of lines."""
    best: dict[tuple[int, int, int], tuple[float, _Line]] = {}
    measure = rules.measure + _EXACT
    for line in lines:
        width = place.width - line.width
        ratio = ratio_of(
            width,
            place.stretch - line.stretch,
            place.shrink - line.shrink,
            measure,
            rules.expansion,
        )
        if is_last:
            ratio = min(ratio, 0.0)
        if ratio > tolerance:
            break  # those that begin later are looser still
        if ratio < -1:
            continue
        if place.has_hyphen and line.before is None and not rules.may_divide_first:
            continue
        kind = _kind(ratio)
        demerits = line.demerits + _demerits(ratio, kind, place, line, rules)
        if is_last:
            is_stub = line.hyphens > 0 and place.stretch <= line.stretch
            demerits += _ending_demerits(width, line, rules, is_stub=is_stub)
        hyphens = min(line.hyphens + 1, _ROW) if place.has_hyphen else 0
        key = kind, hyphens, line.lines + 1 if rules.lines else 0
        if key not in best or demerits < best[key][0]:
            best[key] = demerits, line
    begin = place[3:6]
    return [_Line(*begin, worst, *key, line, number) for key, (worst, line) in best.items()]


def _kind(ratio: float) -> int:
    """The class of a line, which its neighbours should be near to."""
    return 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3


def _demerits(ratio: float, kind: int, place: Breakpoint, before: _Line, rules: Rules) -> float:
    badness = rules.line + 100 * abs(ratio) ** 3
    demerits = badness * badness + place.penalty * place.penalty
    if place.has_hyphen:
        demerits += rules.ladder[before.hyphens]
    if abs(kind - before.kind) > 1:
        demerits += rules.unlike
    return demerits


def _ending_demerits(width: float, before: _Line, rules: Rules, *, is_stub: bool) -> float:
    """What is bad about a last line and the one before it."""
    demerits = rules.last_but_one if before.hyphens else 0.0
    if before.before is not None and width < rules.short:
        demerits += rules.short_end
    return demerits + (rules.stub if is_stub else 0.0)


def _still_open(place: Breakpoint, lines: list[_Line], rules: Rules) -> list[_Line]:
    """The lines after which the next one may yet end after a place."""
    for number, line in enumerate(lines):
        width = place.width - line.width - rules.hyphen
        if width - (place.shrink - line.shrink) - rules.expansion * width <= rules.measure:
            return lines[number:]
    return []


def _numbers(last: _Line) -> list[int]:
    numbers, line = [], last
    while line.before is not None:
        numbers.append(line.place)
        line = line.before
    return numbers[::-1]
