"""How most of a book is set: face, leading, word space, the edges of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

import msgspec

from publish.proofing.reading.lines import Line
from publish.proofing.reading.printed_page import PrintedPage

_STYLES = re.compile(r"[-, ]*(Regular|Medium|Semi-?Bold|Bold|Light|Book|Italic|Oblique|,).*$")
_SIZE = 0.25  # points by which type of one size may differ
_RAGGED = 3  # points by which the end of a justified line may be elsewhere
_INDENT = 2.5  # ems


class Setting(msgspec.Struct, frozen=True):
    """The text of a book; lengths are points.

    `frames` are the left and right edges of the text on pages by side. `head` and `foot` are the
    baselines of the first and of the last line of a full page, `space` is the face's own.
    """

    face: str
    size: float
    leading: float = 0.0
    space: float = 0.0
    frames: tuple[tuple[float, float], ...] = ()
    head: float = 0.0
    foot: float = 0.0

    def is_text(self, line: Line) -> bool:
        """Whether a line is of the body, in its face and size."""
        return family(line.font.name) == self.face and abs(line.font.size - self.size) < _SIZE

    def frame(self, page: int) -> tuple[float, float]:
        """The edges of the text on a page (from 0)."""
        return self.frames[page % len(self.frames)]

    def is_full(self, line: Line) -> bool:
        """Whether a line of the text fills the measure, or all of it but an indent."""
        left, right = self.frame(line.page)
        return line.right > right - _RAGGED and line.left < left + _INDENT * self.size


def family(font: str) -> str:
    """The family of a font, by its name in the file: `EB-Garamond-Italic` is `EB-Garamond`."""
    return _STYLES.sub("", font)


def find_setting(
    printed: Sequence[PrintedPage], pages: Sequence[Sequence[Line]], sides: int
) -> Setting | None:
    """The most common of everything in a book whose pages have so many sides; None without text."""
    votes = Counter[tuple[str, float]]()
    for line in chain.from_iterable(pages):
        votes[line.font.name, line.font.size] += len(line.text)
    if not votes:
        return None
    (font, size), _ = votes.most_common(1)[0]
    whole = Setting(family(font), size)
    texts = [[line for line in page if whole.is_text(line)] for page in pages]
    steps = (
        round(after.baseline - line.baseline, 1)
        for page in texts
        for line, after in pairwise(page)
        if after.block == line.block
    )
    fonts = (each for page in printed for each in page.fonts)
    spaces = [f.space for f in fonts if f.space and f.name == font and abs(f.size - size) < _SIZE]
    return msgspec.structs.replace(
        whole,
        leading=_most(steps),
        space=median(spaces) if spaces else 0.25 * size,
        frames=tuple(_frame(texts[side::sides]) for side in range(sides)),
        head=_most(_heads(pages, whole)),
        foot=max(line.baseline for page in texts for line in page),
    )


def _heads(pages: Sequence[Sequence[Line]], setting: Setting) -> Iterator[float]:
    """The first baseline of each page that goes on with the text of a chapter."""
    tops = [page[0] if page else None for page in pages]
    for before, top in pairwise(tops):
        if before and top and before.block.piece == top.block.piece and setting.is_text(top):
            yield round(top.baseline, 1)


def _frame(texts: Iterable[Sequence[Line]]) -> tuple[float, float]:
    lines = [line for page in texts for line in page]
    return _most(round(each.left, 1) for each in lines), _most(round(each.right) for each in lines)


def _most(values: Iterable[float]) -> float:
    counted = Counter(value for value in values if value > 0)
    return counted.most_common(1)[0][0] if counted else 0.0
