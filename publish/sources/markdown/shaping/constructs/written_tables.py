"""Tables written in a block: `::: table {head=2 foot=1}`, with a list of lists, or with pipes.

A row is an item, and its cells are the items of the list in it, so that a cell can have paragraphs,
lists and whatever else an item has.
"""

from __future__ import annotations

import re

from lxml import etree

from publish.config import limits
from publish.model.markup import DATA_LINE, DATA_MERGE, X
from publish.model.xhtml import element, source_location
from publish.sources.markdown.context.source_file import SourceFile

ATTRIBUTES = ("head", "foot")
_ROWS = re.compile("[0-9]{1,2}")


def written_table(block: etree._Element, source: SourceFile) -> etree._Element | None:
    """The table that a block contains, with its head and foot; None if there is none."""
    table = block.find(f"{X}table")
    listed = block.find(f"{X}ul")
    is_rows = listed is not None and all(_cells_of(item) is not None for item in listed)
    if table is None and listed is not None and is_rows:
        table = _from_list(listed, source)
        block.replace(listed, table)
    for item in block.iter(f"{X}li"):
        item.attrib.pop(DATA_MERGE, None)  # of a list in a cell
    if table is not None:
        _set_groups(table, _count(block, "head", 1, source), _count(block, "foot", 0, source))
    return table


def _cells_of(item: etree._Element) -> etree._Element | None:
    """The list of the cells of a row."""
    inner = item[0] if len(item) == 1 and not (item.text or "").strip() else None
    return inner if inner is not None and inner.tag == f"{X}ul" else None


def _from_list(listed: etree._Element, source: SourceFile) -> etree._Element:
    table, body = element("table"), element("tbody")
    table.set(DATA_LINE, listed.get(DATA_LINE, ""))
    table.append(body)
    for item in listed:
        row = element("tr")
        cells = _cells_of(item)
        row.extend([] if cells is None else list(cells))
        for cell in row:
            cell.tag = f"{X}td"
            if cell.get(DATA_MERGE):
                cell[:], cell.text = [], None
        if len(body) and len(row) != len(body[0]):
            message = f"a row of {len(row)} cells in a table of {len(body[0])} columns"
            hint = "a cell may be empty: a hyphen alone"
            source.report.add("STR-017", message, source_location(item, source.path), hint=hint)
        row.set(DATA_LINE, item.get(DATA_LINE, ""))
        body.append(row)
    _check_size(table, source)
    return table


def _check_size(table: etree._Element, source: SourceFile) -> None:
    """Report a table with too many cells, or too many in one row."""
    sizes = [len(row) for row in table.iter(f"{X}tr")]
    columns, cells = max(sizes, default=0), sum(sizes)
    place = source_location(table, source.path)
    if columns > limits.TABLE_COLUMNS:
        message = f"a table row of more than {limits.TABLE_COLUMNS} columns"
        source.report.add("STR-016", message, place)
    if cells > limits.TABLE_CELLS:
        message = f"a table of {cells:,} cells, more than {limits.TABLE_CELLS:,}"
        source.report.add("STR-016", message, place)


def _set_groups(table: etree._Element, head: int, foot: int) -> None:
    """Divide the rows into head, body and foot."""
    rows = list(table.iter(f"{X}tr"))
    end = max(len(rows) - foot, head)
    for group in table.findall(f"{X}thead") + table.findall(f"{X}tbody"):
        table.remove(group)
    for name, part in (("thead", rows[:head]), ("tbody", rows[head:end]), ("tfoot", rows[end:])):
        if part:
            group = element(name)
            group.extend(part)
            table.append(group)
            for cell in group.iterfind(f"{X}tr/*"):
                cell.tag = f"{X}th" if name == "thead" else f"{X}td"


def _count(block: etree._Element, name: str, default: int, source: SourceFile) -> int:
    """The number of rows that an attribute gives."""
    value = block.get(f"data-{name}", str(default))
    if _ROWS.fullmatch(value):
        return int(value)
    message = f"`{name}={value}` is not a number of rows"
    source.report.add("STR-013", message, source_location(block, source.path))
    return default
