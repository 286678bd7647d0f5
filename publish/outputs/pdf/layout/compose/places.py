"""The places where the lines of a paragraph may end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from publish.outputs.pdf.layout.compose.breaks import Break
from publish.outputs.pdf.layout.compose.content import (
    NEWLINE,
    Content,
    Forced,
    Item,
    Leaf,
    Solid,
    Space,
    Start,
    WordAt,
)
from publish.outputs.pdf.layout.compose.fit import Breakpoint
from publish.outputs.pdf.layout.compose.shaping import Word
from publish.outputs.pdf.layout.compose.spacing import Spacing
from publish.outputs.pdf.layout.compose.words import Vocabulary

# Penalties of a hyphen, of one in a name, and of a break after a mark in a word.
_DIVIDED, _NAME, _MARK = 138.0, 258.0, 20.0
_WITH_CAPITALS = ("de", "gsw", "lb", "nds")  # languages whose nouns have them as well


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
) -> tuple[list[Breakpoint], list[End]]:
    """The places after a start where a line may end, up to the first one where one must."""
    walk = _Walk(content.leaves, spacing)
    last = End(len(content.leaves), 0, 0)
    for item, following in pairwise(chain(_items_from(content, start), (None,))):
        if isinstance(item, WordAt):
            walk.add_word(item, hyphenate=hyphenate)
        elif isinstance(item, Space):
            walk.add_space(item, following)
        elif isinstance(item, Solid):
            walk.add_solid(item)
        elif isinstance(item, Forced):
            last = End(item.leaf, 0, len(NEWLINE))
            break
        elif item is not None:
            walk.add_place(End(item.leaf, item.at, item.at))
    walk.add_place(last)
    return walk.places, walk.ends


class _Walk:
    """The places that were met so far, and the totals of what is before the next one."""

    def __init__(self, leaves: Sequence[Leaf], spacing: Spacing) -> None:
        self.places: list[Breakpoint] = []
        self.ends: list[End] = []
        self._leaves, self._spacing = leaves, spacing
        self._spaces: dict[Vocabulary, tuple[float, float, float]] = {}
        self._width = self._stretch = self._shrink = 0.0
        self._right = 0.0  # by how much the last word hangs, if a line ends after it

    def add_place(self, end: End) -> None:
        """Add a place where nothing is left out."""
        totals = self._width, self._stretch, self._shrink
        self.places.append(Breakpoint(*totals, *totals))
        self.ends.append(end)

    def add_word(self, item: WordAt, *, hyphenate: bool) -> None:
        """Add a word and the places in it."""
        leaf, at, word = item
        words = self._leaves[leaf].words
        if breaks := words.breaks(word, hyphenate=hyphenate):
            self._add_breaks(leaf, at, word, breaks)
        self._width += word.width
        self._right = self._spacing.right(word)

    def _add_breaks(self, leaf: int, at: int, word: Word, breaks: Iterable[Break]) -> None:
        words, gives = self._leaves[leaf].words, (self._stretch, self._shrink)
        divided = _NAME if _is_name(word.text, words.language) else _DIVIDED
        for place, before, is_hyphenated, has_hyphen in breaks:
            inside = self._width + before
            shown = inside + words.hyphen_width if is_hyphenated else inside
            right = self._spacing.right(words.word(words.hyphen)) if has_hyphen else 0.0
            penalty = divided if is_hyphenated else _MARK
            self.places.append(
                Breakpoint(shown - right, *gives, inside, *gives, penalty, has_hyphen)
            )
            self.ends.append(End(leaf, at + place, at + place, is_hyphenated, right))

    def add_space(self, item: Space, following: Item | None) -> None:
        """Add a space, which the next line begins after."""
        leaf, at, may_break = item
        end = self._width - self._right, self._stretch, self._shrink
        width, stretch, shrink = self._space(self._leaves[leaf].words)
        self._width += width
        self._stretch += stretch
        self._shrink += shrink
        if may_break:
            left = self._spacing.left(following.word) if isinstance(following, WordAt) else 0.0
            begin = self._width + left, self._stretch, self._shrink
            self.places.append(Breakpoint(*end, *begin))
            self.ends.append(End(leaf, at, at + 1, right=self._right, next_left=left))
        self._right = 0.0

    def _space(self, words: Vocabulary) -> tuple[float, float, float]:
        """The space of a style, which many leaves of a paragraph may have."""
        if words not in self._spaces:
            self._spaces[words] = self._spacing.space(words)
        return self._spaces[words]

    def add_solid(self, item: Solid) -> None:
        """Add what does not give way, although its width counts as that of glyphs."""
        self._width += item.width
        self._stretch -= self._spacing.expansion * item.width
        self._shrink -= self._spacing.expansion * item.width
        self._right = 0.0


def _is_name(text: str, language: str | None) -> bool:
    """Whether a word begins with a capital, as names do, and other words only in sentences."""
    return text[0].isupper() and not (language or "").startswith(_WITH_CAPITALS)


def _items_from(content: Content, start: Start) -> Iterator[Item]:
    """What is after a start, which may be inside a word, but for a space at the end."""
    items = content.items
    first = bisect_left(items, start, key=lambda item: item[:2])
    last = len(items) - isinstance(items[-1], Space)
    before = items[first - 1] if first else None
    if isinstance(before, WordAt) and before.leaf == start[0] and start[1] < before.end:
        text = before.word.text.encode()[start[1] - before.at :].decode()
        yield WordAt(*start, content.leaves[before.leaf].words.word(text))
    for number in range(first, last):  # no copy: a text may have thousands of lines that end early
        yield items[number]
