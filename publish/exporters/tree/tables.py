"""Tables as nodes of pandoc's tree: heads, feet, spans, alignments, header cells of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from publish.exporters.tree.captions import caption_of
from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.inlines import keys_of
from publish.exporters.tree.nodes import Node, attributes, node
from publish.model.markup import X, classes_of
from publish.model.xhtml import text_of

_ALIGN = re.compile(r"text-align:\s*(left|right|center)")
_ALIGNMENTS = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}
_DEFAULT = "AlignDefault"


def write_table(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """A table with its caption; the header cells at the left of its rows are counted."""
    head, foot = _rows(element, "thead"), _rows(element, "tfoot")
    bodies = [list(each.iterchildren(f"{X}tr")) for each in element.iterchildren(f"{X}tbody")]
    rows = [row for body in bodies for row in body] or [*element.iterchildren(f"{X}tr")]
    keys = {**keys_of(element), "summary": element.get("summary", "")}
    own = attributes(element.get("id", ""), classes_of(element), keys)
    body = [_no_attributes(), _row_heads(rows), [], _written(rows, context)]
    yield node(
        "Table",
        [
            own,
            [None, caption_of(element, context)],
            _columns([*head, *rows, *foot], rows or head),
            [_no_attributes(), _written(head, context)],
            [body],
            [_no_attributes(), _written(foot, context)],
        ],
    )


def _no_attributes() -> list[object]:
    return attributes()


def _rows(element: etree._Element, part: str) -> list[etree._Element]:
    return [row for each in element.iterchildren(f"{X}{part}") for row in each.iter(f"{X}tr")]


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren(f"{X}td", f"{X}th"))


def _span(cell: etree._Element, name: str) -> int:
    return int(cell.get(name, "1"))


def _columns(every: list[etree._Element], typical: list[etree._Element]) -> list[list[object]]:
    """A column for each cell of the widest row, with the alignment of its first cell."""
    count = max((sum(_span(c, "colspan") for c in _cells(row)) for row in every), default=0)
    full = (row for row in typical if len(_cells(row)) == count)
    cells = _cells(next(full)) if any(len(_cells(row)) == count for row in typical) else []
    found = [_alignment(cell) for cell in cells] or [_DEFAULT] * count
    return [[node(alignment), node("ColWidthDefault")] for alignment in found]


def _alignment(cell: etree._Element) -> str:
    match = _ALIGN.search(cell.get("style", ""))
    return _ALIGNMENTS[match[1]] if match else _DEFAULT


def _row_heads(rows: Iterable[etree._Element]) -> int:
    """How many cells at the left of every row are header cells, but for rows without a name."""
    counts = []
    for row in rows:
        names = [cell.tag == f"{X}th" for cell in _cells(row)]
        if not any(names) and not text_of(row[0]).strip():
            continue
        counts.append(names.index(False) if False in names else 0)
    return min(counts, default=0)


def _written(rows: Iterable[etree._Element], context: TreeContext) -> list[list[object]]:
    return [[_no_attributes(), [_cell(c, context) for c in _cells(row)]] for row in rows]


def _cell(cell: etree._Element, context: TreeContext) -> list[object]:
    own = attributes(cell.get("id", ""), (), keys_of(cell))
    spans = _span(cell, "rowspan"), _span(cell, "colspan")
    return [own, node(_alignment(cell)), *spans, context.write_blocks(cell, context)]
