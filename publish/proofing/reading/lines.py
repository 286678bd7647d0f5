"""The lines of a page, each of one block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple, TypeVar

from publish.proofing.facts import Area
from publish.proofing.reading.blocks import Block, Blocks
from publish.proofing.reading.printed_page import PrintedFont, PrintedPage, Run

_SAME = 0.35  # points by which letters of one line may be higher or lower
_LIKE = 0.15  # of the size by which those differ that are not raised, lowered or dropped
_RAISED = 0.6  # of the size by which letters of one line may be raised
_ABOVE, _BELOW = 0.75, 0.25  # of the size, which letters reach from the baseline
T = TypeVar("T")
HYPHENS = ("-", "\u2010", "\u00ad")


class Line(NamedTuple):
    """A line as it is printed; `gaps` are the widths of the spaces between its words.

    `font` is that of most of its letters. Lengths are points from the left and the head.
    """

    page: int
    block: Block
    baseline: float
    left: float
    right: float
    text: str
    gaps: tuple[float, ...]
    font: PrintedFont

    @property
    def gap(self) -> float:
        """The width of most spaces between its words."""
        return median(self.gaps) if self.gaps else 0.0

    @property
    def is_divided(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.text.endswith(HYPHENS)

    @property
    def area(self) -> Area:
        """What it covers."""
        size = self.font.size
        top, bottom = self.baseline - _ABOVE * size, self.baseline + _BELOW * size
        return Area(self.left, top, self.right, bottom)


def lines_of(number: int, page: PrintedPage, blocks: Blocks) -> list[Line]:
    """The lines of a page from its head, without running head and folio."""
    groups = defaultdict[Block, list[Run]](list)
    for run in page.runs:
        if (block := blocks.get((number, run.mcid))) is not None:
            groups[block].append(run)
    rows = ((block, row) for block, runs in groups.items() for row in _rows(runs, page.fonts))
    return sorted((_line(number, block, row, page.fonts) for block, row in rows), key=_height)


def _height(line: Line) -> float:
    return line.baseline


def _rows(runs: Sequence[Run], fonts: Sequence[PrintedFont]) -> Iterator[list[Run]]:
    """The runs of each line of a block; raised and lowered ones go to the nearest."""
    size = _most_of(runs, lambda run: fonts[run.font].size)
    plain = [each.baseline for each in runs if abs(fonts[each.font].size - size) < _LIKE * size]
    others = [
        each.baseline
        for each in runs
        if min(abs(each.baseline - at) for at in plain) > _RAISED * size
    ]
    baselines = list(_apart([*plain, *others]))
    rows = defaultdict[float, list[Run]](list)
    for run in runs:
        rows[min(baselines, key=lambda at: abs(at - run.baseline))].append(run)
    yield from rows.values()


def _apart(baselines: Iterable[float]) -> Iterator[float]:
    """Each height once, from the head."""
    last = float("-inf")
    for baseline in sorted(baselines):
        if baseline - last > _SAME:
            yield (last := baseline)


def _line(page: int, block: Block, row: Sequence[Run], fonts: Sequence[PrintedFont]) -> Line:
    row = sorted(row, key=lambda run: run.left)
    gaps = [gap for run in row for gap in run.gaps]
    end = row[0].right
    for run in row[1:]:
        gaps.append(round(run.left - end, 2))
        end = max(end, run.right)
    return Line(
        page=page,
        block=block,
        baseline=_most_of(row, lambda run: run.baseline),
        left=row[0].left,
        right=end,
        text=" ".join(run.text for run in row),
        gaps=tuple(gap for gap in gaps if gap > 0),
        font=fonts[_most_of(row, lambda run: run.font)],
    )


def _most_of(runs: Iterable[Run], value: Callable[[Run], T]) -> T:
    """The value of the runs that has the most letters."""
    votes = Counter[T]()
    for run in runs:
        votes[value(run)] += len(run.text)
    return votes.most_common(1)[0][0]
