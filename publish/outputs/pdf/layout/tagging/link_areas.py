"""Which places of a page one link annotation covers: all lines of a link that breaks.

A link that goes on in the next line is one link: with one annotation it is told once and is one
stop of the tab key, and its QuadPoints say which parts of the lines it covers (ISO 32000-1,
12.5.6.5). Many programs take a click anywhere in the rectangle around, though. So where that holds
other links, or the lines are not below one another, each line keeps an annotation of its own, in
the same structure element: a reader must not be led to where another link leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

Area = tuple[float, float, float, float]  # left, top, right and bottom, in CSS pixels
_EDGE = 1.0  # of them
Link = tuple[Any, Any, Area, Any]  # of the engine: kind, target, area, box


def gather(links: Sequence[Link]) -> Iterator[tuple[Link, list[Area]]]:
    """The links of a page, each with the areas that its annotation covers."""
    lines: dict[Any, list[Link]] = {}
    for link in links:
        lines.setdefault(link[3].element, []).append(link)
    for own in lines.values():
        areas = [link[2] for link in own if link[2][0] < link[2][2]]
        others = (link[2] for link in links if link[3].element is not own[0][3].element)
        if len(areas) > 1 and _go_down(areas) and not _hold(_around(areas), others):
            kind, target, _, box = own[0]
            yield (kind, target, _around(areas), box), areas
        else:
            yield from ((link, [link[2]]) for link in own)


def _around(areas: Sequence[Area]) -> Area:
    left, top, right, bottom = zip(*areas, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _go_down(areas: Sequence[Area]) -> bool:
    """Whether each area begins below the one before it, in the same column."""
    return all(one[1] < other[1] for one, other in pairwise(areas))


def _hold(around: Area, others: Iterable[Area]) -> bool:
    """Whether an area holds others in part; edges that touch are none."""
    left, top, right, bottom = around
    return any(
        other[0] < right - _EDGE
        and left < other[2] - _EDGE
        and other[1] < bottom - _EDGE
        and top < other[3] - _EDGE
        for other in others
    )
