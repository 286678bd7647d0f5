"""Measures of the lines of a book: how tight they are, and how they end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import mean, median

from bench.pages.layout import Layout, Paragraph
from bench.pages.lines import Line
from bench.pages.rivers import find_river

LADDER = 3  # hyphens below each other
UNEVEN = 0.6  # of a space by which the gaps of a line and of the next one are rather unlike
_SHORT = 2  # ems
_OVER = 2  # points by which a letter may stand over the edge, such as the arm of an f


class LineMeasures:
    """The lines of the text that fill the measure, and those at the ends of paragraphs."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._setting = layout.setting

    @cached_property
    def justified(self) -> Sequence[Line]:
        """The lines that fill the measure, with gaps to fill it."""
        return [
            line
            for paragraph in self._layout.paragraphs
            for line in paragraph[:-1]
            if line.gaps and self._setting.is_full(line)
        ]

    @property
    def characters(self) -> float:
        """How many a line has on the average."""
        return mean(len(line.text) for line in self.justified) if self.justified else 0

    def looser(self, than: float) -> list[Line]:
        """The lines whose gaps are wider than so many times the face's own space."""
        limit = than * self._setting.space
        return [line for line in self.justified if median(line.gaps) > limit]

    def tighter(self, than: float) -> list[Line]:
        """The lines whose gaps are narrower than so many times the face's own space."""
        limit = than * self._setting.space
        return [line for line in self.justified if median(line.gaps) < limit]

    @cached_property
    def neighbours(self) -> Sequence[tuple[Line, Line]]:
        """The lines of paragraphs with those after them, where both fill the measure."""
        full = set(map(id, self.justified))
        pairs = (pair for paragraph in self._layout.paragraphs for pair in pairwise(paragraph))
        return [pair for pair in pairs if full.issuperset(map(id, pair))]

    def uneven(self) -> list[Line]:
        """The lines whose gaps are much wider or narrower than those of the line before."""
        limit = UNEVEN * self._setting.space
        return [
            after
            for line, after in self.neighbours
            if abs(median(line.gaps) - median(after.gaps)) > limit
        ]

    def overfull(self) -> list[Line]:
        """The lines with letters over the right edge; punctuation may hang there."""
        edges = [right for _, right in self._setting.frames]
        return [
            line
            for paragraph in self._layout.paragraphs
            for line in paragraph
            if line.letters_right > edges[line.page % 2] + _OVER
        ]

    def rivers(self) -> list[Line]:
        """The last lines of rivers, of which a paragraph has one at the most."""
        found = (find_river(paragraph[:-1]) for paragraph in self._layout.paragraphs)
        return [line for line in found if line is not None]

    def one_word(self) -> list[Line]:
        """The lines inside a paragraph that have one word, although the next one would fit."""
        return [
            line
            for paragraph in self._layout.paragraphs
            if any(map(self._setting.is_full, paragraph[:-1]))
            for line, after in pairwise(paragraph)
            if not line.gaps and self._has_room(line, after)
        ]

    def _has_room(self, line: Line, after: Line) -> bool:
        _, right = self._setting.frame(line.page)
        return line.right + self._setting.space + after.first_word < right

    def divided(self) -> list[Line]:
        """The lines that end in a hyphen."""
        return [line for line in self.justified if line.is_divided]

    def ladders(self) -> list[Line]:
        """The last lines of three and more in a row that end in a hyphen."""
        return [line for paragraph in self._layout.paragraphs for line in _ladders(paragraph)]

    def divided_at_page_ends(self) -> list[Line]:
        """The last lines of pages that end in a hyphen."""
        return [
            line
            for paragraph in self._layout.paragraphs
            for line, after in pairwise(paragraph)
            if line.page != after.page and line.is_divided
        ]

    def divided_at_leaf_ends(self) -> list[Line]:
        """Those of them at the turn of a leaf."""
        pages = self._layout.pages
        return [line for line in self.divided_at_page_ends() if pages[line.page].is_recto]

    def stubs(self) -> list[Line]:
        """The last lines that have only the end of a divided word."""
        return [
            last
            for *_, before, last in self._layout.paragraphs
            if before.is_divided and not last.gaps
        ]

    def short_ends(self) -> list[Line]:
        """The last lines that are narrower than two ems."""
        limit = _SHORT * self._setting.size
        ends = (paragraph[-1] for paragraph in self._layout.paragraphs)
        return [last for last in ends if last.right - last.left < limit]


def _ladders(paragraph: Paragraph) -> Iterator[Line]:
    marks = "".join("-" if line.is_divided else "." for line in paragraph[:-1])
    for found in re.finditer(f"-{{{LADDER},}}", marks):
        yield paragraph[found.end() - 1]
