"""The areas of a page that one link annotation covers: all lines of a link that breaks.

A link that continues in the next line is one link: with one annotation it is read out once and is
one stop of the tab key, and its QuadPoints are the parts of the lines that it covers (ISO 32000-1,
12.5.6.5). Many programs accept a click anywhere in the rectangle around them, though. So where that
contains other links, or the lines are not below one another, each line has an annotation of its
own, in the same structure element: a click must not lead to the target of another link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

Area = tuple[float, float, float, float]  # left, top, right and bottom, in CSS pixels
_EDGE = 1.0  # CSS pixels
EngineLink = tuple[Any, Any, Area, Any]  # kind, target, area, box


def merge_link_areas(links: Sequence[EngineLink]) -> Iterator[tuple[EngineLink, list[Area]]]:
    """The links of a page, each with the areas that its annotation covers."""
    lines: dict[Any, list[EngineLink]] = {}
    for link in links:
        lines.setdefault(link[3].element, []).append(link)
    for element, parts in lines.items():
        areas = [link[2] for link in parts if link[2][0] < link[2][2]]
        others = (link[2] for link in links if link[3].element is not element)
        if len(areas) > 1 and _are_stacked(areas) and not _contains(_rectangle(areas), others):
            kind, target, _, box = parts[0]
            yield (kind, target, _rectangle(areas), box), areas
        else:
            yield from ((link, [link[2]]) for link in parts)


def _rectangle(areas: Sequence[Area]) -> Area:
    left, top, right, bottom = zip(*areas, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _are_stacked(areas: Sequence[Area]) -> bool:
    """Whether each area begins below the one before it, in the same column."""
    return all(one[1] < other[1] for one, other in pairwise(areas))


def _contains(area: Area, others: Iterable[Area]) -> bool:
    """Whether an area contains a part of others; edges that touch do not count."""
    left, top, right, bottom = area
    return any(
        other[0] < right - _EDGE
        and left < other[2] - _EDGE
        and other[1] < bottom - _EDGE
        and top < other[3] - _EDGE
        for other in others
    )
