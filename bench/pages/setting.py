"""How most of a book is set: face, leading, word space, the edges of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.pages.glyphs import Sheet
from bench.pages.lines import Line

_STYLES = re.compile(r"[-, ]*(Regular|Medium|Semi-?Bold|Bold|Light|Book|Italic|Oblique|,).*$")
_SIZE = 0.25  # points by which type of one size may differ
_RAGGED = 3  # points by which the end of a justified line may be elsewhere
_INDENT = 2.5  # ems


@dataclass(frozen=True, slots=True)
class Setting:
    """The text of a book; lengths are points.

    `frames` are the left and right edges of the text on rectos and versos. `head` and `foot` are
    the baselines of the first and of the last line of a full page, `space` is the face's own.
    """

    face: str
    size: float
    leading: float
    space: float
    frames: tuple[tuple[float, float], tuple[float, float]]
    head: float
    foot: float

    def is_text(self, line: Line) -> bool:
        """Whether a line is of the body, in its face and size."""
        return family(line.font) == self.face and abs(line.size - self.size) < _SIZE

    def frame(self, page: int) -> tuple[float, float]:
        """The edges of the text on a page (from 0)."""
        return self.frames[page % 2]

    def is_full(self, line: Line) -> bool:
        """Whether a line of the text fills the measure, or all of it but an indent."""
        left, right = self.frame(line.page)
        return line.right > right - _RAGGED and line.left < left + _INDENT * self.size


def family(font: str) -> str:
    """The family of a font, by its name in the file: `EB-Garamond-Italic` is `EB-Garamond`."""
    return _STYLES.sub("", font)


def find_setting(sheets: Sequence[Sheet], pages: Sequence[Sequence[Line]]) -> Setting:
    """The most common of everything in a book."""
    letters = (glyph for sheet in sheets for glyph in sheet.glyphs if glyph.mcid >= 0)
    counted = Counter((each.font, round(each.size, 2)) for each in letters if each.text.isalpha())
    (font, size), _ = counted.most_common(1)[0]
    face = family(font)
    whole = Setting(face, size, 0, 0, ((0, 0), (0, 0)), 0, 0)
    texts = [[line for line in page if whole.is_text(line)] for page in pages]
    spaces = (
        round(glyph.right - glyph.left, 2)
        for sheet in sheets
        for glyph in sheet.glyphs
        if glyph.text == " " and glyph.font == font and abs(glyph.size - size) < _SIZE
    )
    steps = (
        round(after.baseline - line.baseline, 2)
        for page in texts
        for line, after in pairwise(page)
        if after.block == line.block
    )
    return Setting(
        face=face,
        size=size,
        leading=_most(steps),
        space=_most(spaces),
        frames=(_frame(texts[::2]), _frame(texts[1::2])),
        head=_most(_heads(pages, whole)),
        foot=max(line.baseline for page in texts for line in page),
    )


def _heads(pages: Sequence[Sequence[Line]], setting: Setting) -> Iterator[float]:
    """The first baseline of each page that goes on with the text of a chapter."""
    tops = [min(page, key=lambda line: line.baseline) if page else None for page in pages]
    for before, top in pairwise(tops):
        if before and top and before.block.piece == top.block.piece and setting.is_text(top):
            yield round(top.baseline, 2)


def _frame(texts: Iterable[Sequence[Line]]) -> tuple[float, float]:
    lines = [line for page in texts for line in page]
    return _most(round(each.left, 1) for each in lines), _most(round(each.right) for each in lines)


def _most(values: Iterable[float]) -> float:
    counted = Counter(value for value in values if value > 0)
    return counted.most_common(1)[0][0] if counted else 0
