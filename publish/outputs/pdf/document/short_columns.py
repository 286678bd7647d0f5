"""Keeps the cells of short columns on one line, so that a wide table takes its room from the long.

The layout engine takes from each column by the share of its text: beside a long description a word
of two syllables would turn over. Tables whose cells span columns or rows are left as they are.
"""

from __future__ import annotations

from lxml import etree

from publish.model.markup import NOWRAP, add_classes
from publish.model.xhtml import text_of

_SHORT = 18  # characters of a cell
_MOST = 36  # characters of all short columns, half of those that fit the measure
_SPANS = ("colspan", "rowspan")


def mark_short_columns(root: etree._Element) -> None:
    """Mark the cells in the short columns of each table that fills the measure."""
    for table in root.iter("{*}table"):
        rows = [[cell for cell in row if isinstance(cell.tag, str)] for row in table.iter("{*}tr")]
        columns = list(zip(*rows, strict=False))
        if not columns or len({len(row) for row in rows}) > 1 or _has_spans(rows):
            continue
        for column in _short(columns):
            for cell in column:
                add_classes(cell, NOWRAP)


def _has_spans(rows: list[list[etree._Element]]) -> bool:
    return any(cell.get(name) for row in rows for cell in row for name in _SPANS)


def _short(columns: list[tuple[etree._Element, ...]]) -> list[tuple[etree._Element, ...]]:
    """The shortest columns of a table that has a long one, as many as fit half the measure."""
    widths = {column: max(len(text_of(cell).strip()) for cell in column) for column in columns}
    ordered = sorted(columns, key=widths.__getitem__)
    taken, short = 0, []
    for column in ordered[:-1]:
        taken += widths[column]
        if widths[column] > _SHORT or taken > _MOST:
            break
        short.append(column)
    return short if sum(widths.values()) > 2 * _MOST else []
