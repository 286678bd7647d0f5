"""The header cells of each cell of a table, where their scope is not enough (14.8.5.7).

The scope of a header cell says that it belongs to its column or its row. That is enough for one row
of headers over plain cells; where cells span others, or headers are in several rows or in rows and
columns, each cell names its headers, as found by the algorithm of HTML
(https://html.spec.whatwg.org/multipage/tables.html#algorithm-for-assigning-header-cells).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its first row and column, and those after its last."""

    element: Element
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_header(self) -> bool:
        """Whether it is a header of others: an empty one is not."""
        return self.element.tag == "th" and bool("".join(self.element.itertext()).strip())

    @property
    def is_of_row(self) -> bool:
        """Whether it is the header of a row, and not of a column."""
        return self.element.get("scope", "").startswith("row")

    @property
    def is_spanning(self) -> bool:
        """Whether it is in more than one row or column."""
        return self.bottom - self.top > 1 or self.right - self.left > 1


def header_cells(table: Element) -> dict[Element, list[Element]]:
    """The headers of each cell, from the top and then from the start; {} if scopes are enough."""
    cells = list(_cells(table))
    headers = [cell for cell in cells if cell.is_header]
    rows = {header.top for header in headers if not header.is_of_row}
    columns = {header.left for header in headers if header.is_of_row}
    if len(rows) + len(columns) < 2 and not any(cell.is_spanning for cell in cells):
        return {}
    of_columns: dict[int, list[_Cell]] = {}
    of_rows: dict[int, list[_Cell]] = {}
    for header in headers:
        if header.is_of_row:
            _add(of_rows, range(header.top, header.bottom), header)
        else:
            _add(of_columns, range(header.left, header.right), header)
    return {cell.element: list(_headers(cell, of_columns, of_rows)) for cell in cells}


def _add(headers: dict[int, list[_Cell]], indices: Iterable[int], header: _Cell) -> None:
    for index in indices:
        headers.setdefault(index, []).append(header)


def _headers(
    cell: _Cell, of_columns: Mapping[int, list[_Cell]], of_rows: Mapping[int, list[_Cell]]
) -> Iterator[Element]:
    columns, rows = range(cell.left, cell.right), range(cell.top, cell.bottom)
    in_columns = (header for column in columns for header in of_columns.get(column, ()))
    in_rows = (header for row in rows for header in of_rows.get(row, ()))
    headers = [
        *(header for header in in_columns if header.bottom <= cell.top),
        *(header for header in in_rows if header.right <= cell.left),
    ]
    yield from dict.fromkeys(header.element for header in headers)


def _cells(table: Element) -> Iterator[_Cell]:
    """All cells in their order; none spans rows after its group."""
    top = 0
    groups = [child for child in table if child.tag in _GROUPS] or [table]
    for rows in ([row for row in group if row.tag == "tr"] for group in groups):
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(rows, start=top):
            yield from _cells_of(row, index, top + len(rows), taken)
        top += len(rows)


def _cells_of(row: Element, index: int, end: int, taken: set[tuple[int, int]]) -> Iterator[_Cell]:
    column = 0
    for element in (child for child in row if child.tag in ("th", "td")):
        while (index, column) in taken:
            column += 1
        right = column + int(element.get("colspan", "1"))
        bottom = min(index + int(element.get("rowspan", "1")), end)
        taken.update((y, x) for y in range(index, bottom) for x in range(column, right))
        yield _Cell(element, index, column, bottom, right)
        column = right
