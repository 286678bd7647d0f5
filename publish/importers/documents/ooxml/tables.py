"""The grid of tables: without a width for each column the parser loses the cells in it."""

from __future__ import annotations

from lxml import etree

from publish.importers.documents.ooxml.names import W, value

_WIDTH = f"{W}w"
_USUAL = "2000"  # twentieths of a point


def complete_grids(root: etree._Element) -> None:
    """Give each table a column with a width for each of its cells (17.4.49)."""
    for table in root.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        if grid is None:
            grid = etree.Element(f"{W}tblGrid")
            table.insert(0, grid)
        while len(grid) < _columns(table):
            etree.SubElement(grid, f"{W}gridCol")
        for column in grid:
            if not column.get(_WIDTH, "").isdigit():
                column.set(_WIDTH, _USUAL)


def _columns(table: etree._Element) -> int:
    """The number of columns of the widest row."""
    return max(
        (sum(map(_span, row.findall(f"{W}tc"))) for row in table.findall(f"{W}tr")), default=0
    )


def _span(cell: etree._Element) -> int:
    span = value(cell, "w:tcPr/w:gridSpan") or "1"
    return min(int(span), 100) if span.isdigit() else 1
