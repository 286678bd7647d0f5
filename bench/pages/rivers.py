"""Rivers: gaps below each other that the eye follows through a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from bench.pages.lines import Line

LENGTH = 4  # lines through which a river goes
_OVERLAP = 0.5  # of the narrower of two gaps

Hole = tuple[float, float]


def find_river(lines: Iterable[Line]) -> Line | None:
    """The line in which the first river of some lines is long enough; None without a river."""
    before: list[tuple[Hole, int]] = []
    for line in lines:
        before = [
            (hole, 1 + max((length for above, length in before if _meet(above, hole)), default=0))
            for hole in line.holes
        ]
        if any(length >= LENGTH for _, length in before):
            return line
    return None


def _meet(above: Hole, below: Hole) -> bool:
    """Whether a gap stands below another by half of the narrower one."""
    common = min(above[1], below[1]) - max(above[0], below[0])
    return common > _OVERLAP * min(above[1] - above[0], below[1] - below[0])
