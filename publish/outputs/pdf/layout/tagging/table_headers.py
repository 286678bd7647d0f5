"""Which cells head a cell of a table, where the scope of the heads does not tell (14.8.5.7).

The scope of a head says that it heads its column or its row. That is enough for one line of heads
over plain cells; where cells reach over others, or heads stand in several lines or in lines and
columns, each cell names its heads, as the algorithm of HTML finds them
(https://html.spec.whatwg.org/multipage/tables.html#algorithm-for-assigning-header-cells).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with the first of its lines and columns, and those behind the last of them."""

    element: Element
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_head(self) -> bool:
        """Whether it heads others: an empty one does not."""
        return self.element.tag == "th" and bool("".join(self.element.itertext()).strip())

    @property
    def of_row(self) -> bool:
        """Whether what it heads stands beside it, and not below."""
        return self.element.get("scope", "").startswith("row")

    @property
    def reaches(self) -> bool:
        """Whether it stands in more than one line or column."""
        return self.bottom - self.top > 1 or self.right - self.left > 1


def heads_of(table: Element) -> dict[Element, list[Element]]:
    """The heads of each cell, from the top and then from the start; {} where scopes tell them."""
    cells = list(_cells(table))
    heads = [cell for cell in cells if cell.is_head]
    lines = {head.top for head in heads if not head.of_row}
    columns = {head.left for head in heads if head.of_row}
    if len(lines) + len(columns) < 2 and not any(cell.reaches for cell in cells):
        return {}
    above: dict[int, list[_Cell]] = {}  # by column
    beside: dict[int, list[_Cell]] = {}  # by line
    for head in heads:
        if head.of_row:
            _list(beside, range(head.top, head.bottom), head)
        else:
            _list(above, range(head.left, head.right), head)
    return {cell.element: list(_heads(cell, above, beside)) for cell in cells}


def _list(known: dict[int, list[_Cell]], places: Iterable[int], head: _Cell) -> None:
    for place in places:
        known.setdefault(place, []).append(head)


def _heads(
    cell: _Cell, above: Mapping[int, list[_Cell]], beside: Mapping[int, list[_Cell]]
) -> Iterator[Element]:
    over = (head for column in range(cell.left, cell.right) for head in above.get(column, ()))
    before = (head for line in range(cell.top, cell.bottom) for head in beside.get(line, ()))
    found = [
        *(head for head in over if head.bottom <= cell.top),
        *(head for head in before if head.right <= cell.left),
    ]
    yield from dict.fromkeys(head.element for head in found)


def _cells(table: Element) -> Iterator[_Cell]:
    """All cells in their order; none reaches down out of its group of lines."""
    top = 0
    groups = [child for child in table if child.tag in _GROUPS] or [table]
    for rows in ([row for row in group if row.tag == "tr"] for group in groups):
        taken: set[tuple[int, int]] = set()
        for line, row in enumerate(rows, start=top):
            yield from _placed(row, line, top + len(rows), taken)
        top += len(rows)


def _placed(row: Element, line: int, end: int, taken: set[tuple[int, int]]) -> Iterator[_Cell]:
    column = 0
    for element in (child for child in row if child.tag in ("th", "td")):
        while (line, column) in taken:
            column += 1
        right = column + int(element.get("colspan", "1"))
        bottom = min(line + int(element.get("rowspan", "1")), end)
        taken.update((y, x) for y in range(line, bottom) for x in range(column, right))
        yield _Cell(element, line, column, bottom, right)
        column = right
