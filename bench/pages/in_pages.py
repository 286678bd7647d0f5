"""Measures of the pages of a book: whether they stand level, and how full they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from bench.pages.layout import Layout, Page
from bench.pages.lines import Line
from bench.pages.setting import Setting

LEVEL = 0.1  # points by which lines of one grid may be higher or lower
TAIL = 4  # lines of a page that is hardly begun
_TEXTS = 8  # lines of the text on a page that is to stand level with another
_SHARE = 0.9  # of their lines
_NOTES = 2  # lines between the text and its notes: one of white, and that of the first note

Spread = tuple[Page, Page]


class PageMeasures:
    """The pages of a layout, alone and as spreads."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._setting = layout.setting
        self._pages = layout.pages

    def blanks(self) -> list[Page]:
        """The pages with nothing."""
        return [page for page in self._pages if page.is_blank]

    def going_on(self) -> list[Page]:
        """The pages whose chapter goes on overleaf."""
        return [page for page in self._pages if self._layout.goes_on(page)]

    def begun_before(self) -> list[Page]:
        """The pages whose chapter began on an earlier page."""
        return [after for page, after in pairwise(self._pages) if self._layout.goes_on(page)]

    @cached_property
    def spreads(self) -> Sequence[Spread]:
        """The facing pages of text, without a figure."""
        facing = zip(self._pages[1::2], self._pages[2::2], strict=False)
        return [pair for pair in facing if all(map(_is_text, pair))]

    def level(self) -> list[Spread]:
        """The spreads whose lines stand on one grid."""
        return [pair for pair in self.spreads if _on_grid(self._setting, pair) > _SHARE]

    @property
    def grid_share(self) -> float:
        """How many of all lines of the text stand on the most common grid, from 0 to 1."""
        return _on_grid(self._setting, self._pages)

    def off_head(self) -> list[Page]:
        """The pages whose chapter goes on with a first line that is not as high as on most."""
        head = self._setting.head
        begun = (page for page in self.begun_before() if page.lines and not page.has_figure)
        return [page for page in begun if abs(page.first - head) > LEVEL]

    def short(self, than: float) -> list[Page]:
        """The pages that go on overleaf, although more lines than so many are empty."""
        return [page for page in self.going_on() if self.white(page) > than]

    def white(self, page: Page) -> float:
        """How many lines are empty at the foot of a page, or above its notes."""
        leading, notes = self._setting.leading, page.notes
        others = [line.baseline for line in page.lines if not line.block.is_note]
        end = max([*others, page.drawn_foot])
        if not notes:
            return max(self._setting.foot - end, 0) / leading
        return max((notes[0].baseline - end) / leading - _NOTES, 0)

    def tails(self) -> list[Page]:
        """The last pages of chapters with a few lines alone."""
        return [
            page
            for page in self.begun_before()
            if not self._layout.goes_on(page) and not page.has_figure and _count(page) <= TAIL
        ]

    def widows(self) -> list[Line]:
        """The last lines of paragraphs that are alone at the head of a page."""
        return [parts[-1][0] for parts in self._divided() if len(parts[-1]) == 1]

    def orphans(self) -> list[Line]:
        """The first lines of paragraphs that are alone at the foot of a page."""
        return [parts[0][0] for parts in self._divided() if len(parts[0]) == 1]

    def _divided(self) -> Iterator[list[list[Line]]]:
        """The lines of the paragraphs that go on overleaf, by page."""
        for paragraph in self._layout.paragraphs:
            parts = [list(lines) for _, lines in groupby(paragraph, key=lambda line: line.page)]
            if len(parts) > 1:
                yield parts


def _is_text(page: Page) -> bool:
    return len(page.texts) >= _TEXTS and not page.has_figure


def _count(page: Page) -> int:
    return len({round(line.baseline) for line in page.lines})


def _on_grid(setting: Setting, pages: Sequence[Page]) -> float:
    """How many lines of the text on some pages stand on their most common grid, from 0 to 1."""
    offsets = [line.baseline % setting.leading for page in pages for line in page.texts]
    grid = Counter(round(offset, 1) for offset in offsets).most_common(1)[0][0]
    level = sum(_apart(offset, grid, setting.leading) <= LEVEL for offset in offsets)
    return level / len(offsets)


def _apart(offset: float, grid: float, leading: float) -> float:
    """How far a line is from the nearest of the grid."""
    rest = (offset - grid) % leading
    return min(rest, leading - rest)
