"""The size of type with which words fill the room that a cover has for them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from publish.outputs.print.wrap.geometry import Panel

LEADING = 1.38
GAP = 0.65  # em between paragraphs
LEAD = 1.25  # the size of the first paragraph, if others follow
_SIZES = tuple(size / 4 for size in range(50, 33, -1))  # 12.5 to 8.5 points
_CHARACTER = 0.46  # em of a character and its share of what a line leaves free at its end
_IDEOGRAPH = 1.05


def fitting_size(paragraphs: Sequence[str], room: Panel, *, has_lead: bool) -> float | None:
    """The largest size in which paragraphs fit into a room; none if they fit in no size."""
    for size in _SIZES:
        if _height(paragraphs, room.width, size, has_lead=has_lead) <= room.height:
            return size
    return None


def capacity(room: Panel) -> int:
    """About how many letters fit into a room, in the smallest size."""
    size = _SIZES[-1]
    lines = room.height / (size * LEADING)
    return int(lines * room.width / (size * _CHARACTER))


def _height(paragraphs: Sequence[str], width: float, size: float, *, has_lead: bool) -> float:
    height = 0.0
    for index, text in enumerate(paragraphs):
        of_lead = size * LEAD if has_lead and index == 0 else size
        lines = max(math.ceil(_ems(text) * of_lead / width), 1)
        height += lines * of_lead * LEADING + GAP * size
    return height


def _ems(text: str) -> float:
    return sum(_IDEOGRAPH if ord(each) > 0x2E80 else _CHARACTER for each in text)
