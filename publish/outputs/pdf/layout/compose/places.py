"""The places where the lines of a paragraph may end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from publish.outputs.pdf.layout.compose.content import (
    NEWLINE,
    Content,
    Forced,
    Item,
    Solid,
    Space,
    Start,
    WordAt,
)
from publish.outputs.pdf.layout.compose.fit import Place
from publish.outputs.pdf.layout.compose.spacing import Spacing

_DIVIDED, _MARK = 120.0, 20.0  # penalties of a hyphen, and of a break behind a mark in a word


class End(NamedTuple):
    """Where a line ends and the next one begins: bytes of a leaf.

    `left` and `right` are by how much the line hangs in the margins, and `next_left` the next one.
    """

    leaf: int
    end: int
    resume: int
    is_hyphenated: bool = False
    right: float = 0.0
    next_left: float = 0.0
    left: float = 0.0


def places_from(
    content: Content, start: Start, spacing: Spacing, *, hyphenate: bool
) -> tuple[list[Place], list[End]]:
    """The places behind a start where a line may end, up to the first one where one must."""
    leaves = [leaf.words for leaf in content.leaves]
    spaces = [spacing.space(words) for words in leaves]
    places, ends = list[Place](), list[End]()
    width = stretch = shrink = right = 0.0
    last = End(len(leaves), 0, 0)
    items = _items_from(content, start)
    for item, following in zip_longest(items, items[1:]):
        if isinstance(item, WordAt):
            leaf, at, word = item
            words = leaves[leaf]
            for place, before, is_hyphenated, has_hyphen in words.breaks(word, hyphenate=hyphenate):
                inside = width + before
                shown = inside + words.hyphen_width if is_hyphenated else inside
                right = spacing.right(words.word(words.hyphen)) if has_hyphen else 0.0
                penalty = _DIVIDED if is_hyphenated else _MARK
                places.append(
                    Place(
                        shown - right, stretch, shrink, inside, stretch, shrink, penalty, has_hyphen
                    )
                )
                ends.append(End(leaf, at + place, at + place, is_hyphenated, right))
            width += word.width
            right = spacing.right(word)
        elif isinstance(item, Space):
            leaf, at, may_break = item
            natural, stretches, shrinks = spaces[leaf]
            end = width - right, stretch, shrink
            width, stretch, shrink = width + natural, stretch + stretches, shrink + shrinks
            if may_break:
                left = spacing.left(following.word) if isinstance(following, WordAt) else 0.0
                places.append(Place(*end, width + left, stretch, shrink))
                ends.append(End(leaf, at, at + 1, right=right, next_left=left))
            right = 0.0
        elif isinstance(item, Solid):
            width += item.width
            stretch -= spacing.expansion * item.width
            shrink -= spacing.expansion * item.width
            right = 0.0
        elif isinstance(item, Forced):
            last = End(item.leaf, 0, len(NEWLINE))
            break
        else:
            places.append(Place(width, stretch, shrink, width, stretch, shrink))
            ends.append(End(item.leaf, item.at, item.at))
    places.append(Place(width, stretch, shrink, width, stretch, shrink))
    ends.append(last)
    return places, ends


def _items_from(content: Content, start: Start) -> Sequence[Item]:
    """What is behind a start, which may be inside a word, but for a space at the end."""
    items = content.items
    first = bisect_left(items, start, key=lambda item: item[:2])
    last = len(items) - isinstance(items[-1], Space)
    before = items[first - 1] if first else None
    if isinstance(before, WordAt) and before.leaf == start[0] and start[1] < before.end:
        text = before.word.text.encode()[start[1] - before.at :].decode()
        rest = content.leaves[before.leaf].words.word(text)
        return [WordAt(*start, rest), *items[first:last]]
    return items[first:last]
