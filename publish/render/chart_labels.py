"""Room for the words of a chart: apart from each other, and turned where they are too wide."""

from __future__ import annotations

import textwrap

LABEL_SIZE = 11  # of all words, in the pixels of the plot
LINE_HEIGHT = 13  # of a line of a name next to a chart
_MEAN_WIDTH = 5.5  # of a character
_NARROW_WIDTH = 2.8  # of a stop
_NARROW = frozenset(".,:")
_LONGEST_LINE = 14  # characters of a name next to a chart


def width_of(text: str) -> float:
    """About how wide a word is."""
    return sum(_NARROW_WIDTH if each in _NARROW else _MEAN_WIDTH for each in text)


def fits(texts: list[str], room: float) -> bool:
    """Whether each of the texts has its place beside the next one."""
    return max(map(width_of, texts), default=0) <= room


def in_lines(name: str) -> list[str]:
    """A name next to a chart, in lines as short as its words are."""
    return textwrap.wrap(name, _LONGEST_LINE, break_long_words=False) or [name]


def spread(wanted: list[float], gap: float) -> list[float]:
    """Heights at least `gap` from each other, as near as possible to the wanted ones."""
    groups: list[list[int]] = []
    for index in sorted(range(len(wanted)), key=wanted.__getitem__):
        group = [index]
        while groups and _bottom(group, wanted, gap) < _top(groups[-1], wanted, gap) + gap:
            group = groups.pop() + group
        groups.append(group)
    heights = {
        index: _bottom(group, wanted, gap) + gap * position
        for group in groups
        for position, index in enumerate(group)
    }
    return [heights[index] for index in range(len(wanted))]


def _top(group: list[int], wanted: list[float], gap: float) -> float:
    return _bottom(group, wanted, gap) + gap * (len(group) - 1)


def _bottom(group: list[int], wanted: list[float], gap: float) -> float:
    """The lowest height of a group that is centred on the wanted heights of its members."""
    return sum(wanted[index] for index in group) / len(group) - gap * (len(group) - 1) / 2
