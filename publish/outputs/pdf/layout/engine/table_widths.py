"""Gives the columns of a table that fills the measure widths in which its rows take few lines.

WeasyPrint 70 shares the room out by the widths of the columns, as browsers do: beside a long
description a cell of two words turns over, and a column that is half empty keeps its room. Here
each column begins as wide as its longest cell. As long as they are too wide together, that
column becomes narrower, and so far, which costs the fewest lines of the table for each pixel that
is lacking; that a cell of one line turns over counts as a line, and as several where it is one
word, such as a name in code, which would be divided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import preferred, table

from publish.outputs.pdf.layout.patch import Patch, Replacement

_EXACT = 0.01  # pixels
_TRIES = 24  # widths of a column that are tried until it has given all that is lacking
_RAGGED = 0.5  # of its longest word is what a line that turns over leaves empty, on the average
_DIVIDED = 3  # lines that it may cost rather than that a cell of one word is divided
_MOST_LINES = 60  # of a cell, in this estimate


class Cell(NamedTuple):
    """A cell: the width of its longest word, that of its text in one line, and its padding; and
    whether its text is one word, though it may be longer than what is not divided of it."""

    least: float
    whole: float
    padding: float
    is_word: bool = False

    def width(self, lines: int) -> float:
        """The width in which a cell surely takes no more lines."""
        word = self.least - self.padding
        shared = (self.whole - self.padding + (lines - 1) * _RAGGED * word) / lines
        return min(self.whole, self.padding + max(word, shared))


class _Columns:
    """The columns of a table, and how many lines each of their cells takes."""

    def __init__(self, cells: Sequence[Sequence[Cell | None]], least: Sequence[float]) -> None:
        self._cells = cells  # by column and row
        self._least = least
        self._lines = [[1 if cell else 0 for cell in column] for column in cells]

    @property
    def widths(self) -> list[float]:
        """The least widths for these lines."""
        return [self._width(column, self._lines[column]) for column in range(len(self._cells))]

    @property
    def turned(self) -> list[int]:
        """The columns with a cell of several lines."""
        return [column for column, lines in enumerate(self._lines) if max(lines) > 1]

    def narrow(self, lack: float) -> bool:
        """Give cells of the column more lines in which a lack of room costs the fewest lines.

        Returns whether one became narrower.
        """
        heights = [max(lines) for lines in zip(*self._lines, strict=True)]
        columns = range(len(self._cells))
        steps = (step for column in columns for step in self._steps(column, heights, lack))
        if (step := min(steps, default=None)) is None:
            return False
        _, column, lines = step
        self._lines[column] = lines
        return True

    def _steps(
        self, column: int, heights: Sequence[int], lack: float
    ) -> Iterator[tuple[float, int, list[int]]]:
        """How many lines of the table each width of a column costs for a pixel of what is lacking,
        and its lines."""
        before = self._lines[column]
        wide = self._width(column, before)
        for width, lines in self._narrower(column, max(lack / _TRIES, _EXACT)):
            more = sum(max(line - height, 0) for line, height in zip(lines, heights, strict=True))
            broken = self._broken(column, before, lines)
            yield (more + broken) / min(wide - width, lack), column, lines
            if wide - width >= lack:
                return

    def _broken(self, column: int, before: Sequence[int], lines: Sequence[int]) -> int:
        """What it counts that cells of one line take several."""
        cells = zip(self._cells[column], before, lines, strict=True)
        return sum(_DIVIDED if cell and cell.is_word else 1 for cell, a, b in cells if a == 1 < b)

    def _narrower(self, column: int, step: float) -> Iterator[tuple[float, list[int]]]:
        """Widths of a column, each about a step narrower, and the lines of its cells in it."""
        cells, lines, least = self._cells[column], list(self._lines[column]), self._least[column]
        widths = [
            cell.width(count) if cell else 0 for cell, count in zip(cells, lines, strict=True)
        ]
        width = max(least, *widths)
        while True:
            for row, cell in enumerate(cells):
                if cell and widths[row] > width - step:
                    lines[row] += 1
                    widths[row] = cell.width(lines[row])
            before, width = width, max(least, *widths)
            if before - width < _EXACT or max(lines) > _MOST_LINES:
                return
            yield width, list(lines)

    def _width(self, column: int, lines: Sequence[int]) -> float:
        pairs = zip(self._cells[column], lines, strict=True)
        return max([self._least[column], *(cell.width(count) for cell, count in pairs if cell)])


def _auto_table_layout(context: Any, box: Any, containing_block: Any) -> None:
    _LAYOUT.original(context, box, containing_block)
    inner = box.get_wrapped_table()
    _, _, least, most, percentages, constrained, spacing, grid = (
        preferred.table_and_columns_preferred_widths(context, box, outer=False)
    )
    room = inner.width - spacing
    if not grid or any(percentages) or any(constrained) or not sum(least) < room < sum(most):
        return
    inner.column_widths = share(room, [list(map(_measured, column)) for column in grid], least)


def _measured(cell: Any) -> Cell | None:
    """What the engine has measured of a cell; None of one that spans columns."""
    if not cell or cell.colspan > 1:
        return None
    least, whole = cell.content_widths
    text = "".join(each.text for each in cell.descendants() if isinstance(each, boxes.TextBox))
    is_word = len(text.split()) == 1
    return Cell(least, whole, preferred.adjust(cell, True, 0), is_word)


def share(
    room: float, cells: Sequence[Sequence[Cell | None]], least: Sequence[float]
) -> list[float]:
    """The widths of columns that fill a room, by their cells and their least widths."""
    columns = _Columns(cells, least)
    while (lack := sum(columns.widths) - room) > 0 and columns.narrow(lack):
        pass
    widths = columns.widths
    needy = columns.turned or list(range(len(widths)))
    rest = (room - sum(widths)) / sum(widths[column] for column in needy)
    for column in needy:
        widths[column] *= 1 + rest
    return widths


def _content_widths(context: Any, box: Any, outer: bool = True) -> Any:
    box.content_widths = _CELL.original(context, box, outer)
    return box.content_widths


_LAYOUT = Replacement(table, "auto_table_layout", _auto_table_layout)
_CELL = Replacement(preferred, "table_cell_min_max_content_width", _content_widths)

PATCH = Patch(
    name="table_widths",
    reason="gives the columns of a table widths in which its rows take few lines",
    replacements=(_LAYOUT, _CELL),
    leans_on=(preferred.table_and_columns_preferred_widths, preferred.adjust),
    digest="8bdaf7f61fb2a88257bcc396dde3fb4aa4ccd50044c0b1d8724469002ef74423",
)
