"""Lines and pictures of a page that are printed over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publish.outputs.pdf.layout.placing.areas import Area
from publish.outputs.pdf.layout.placing.walk import Item

_LEAST = 1.5  # CSS pixels by which two overlap in both directions


def overprinted(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """The pairs that overlap, the upper one first."""
    reaching: list[Item] = []
    for item in sorted(items, key=lambda each: each.covers.top):
        top = item.covers.top + _LEAST
        reaching = [each for each in reaching if each.covers.bottom > top]
        for above in reaching:
            if _overlap(above.covers, item.covers):
                yield above, item
        reaching.append(item)


def _overlap(one: Area, other: Area) -> bool:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return width > _LEAST and height > _LEAST
