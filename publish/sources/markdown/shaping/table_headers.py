"""Heads and spans of tables: which cells are heads, of what, and which reach over others.

A cell that holds `<` alone belongs to the one on its left, a cell that holds `^` alone to the one
above it. A table of the class `row-heads` has heads in its first column, one of the class
`two-heads` a head of two lines.
"""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import X, remove, source_location
from publish.sources.markdown.context.source_file import Page

_TO_LEFT, _TO_TOP = "<", "^"


def set_cells(root: etree._Element, page: Page) -> None:
    """Give every table its row heads, scopes and spans."""
    for table in root.iter(f"{X}table"):
        classes = table.get("class", "").split()
        if "two-heads" in classes:
            _add_head_line(table)
        if "row-heads" in classes:
            _set_row_heads(table)
        for head in table.iter(f"{X}th"):
            in_head = next(head.iterancestors(f"{X}thead"), None) is not None
            head.set("scope", "col" if in_head else "row")
        for group in table.iterchildren(f"{X}thead", f"{X}tbody"):
            _set_spans(group, page)


def _set_row_heads(table: etree._Element) -> None:
    for row in table.iter(f"{X}tr"):
        if len(row) and row[0].tag == f"{X}td":
            row[0].tag = f"{X}th"


def _add_head_line(table: etree._Element) -> None:
    """Move the first line of the body into the head, which Markdown ends after one line."""
    head, body = table.find(f"{X}thead"), table.find(f"{X}tbody")
    if head is not None and body is not None and len(body):
        line = body[0]
        for cell in line:
            cell.tag = f"{X}th"
        head.append(line)


def _set_spans(group: etree._Element, page: Page) -> None:
    """Let cells reach over those that give themselves up, to the left first, then to the top."""
    grid: list[list[etree._Element]] = []
    for row in list(group):
        line: list[etree._Element] = []
        for column, cell in enumerate(list(row)):
            text = "".join(cell.itertext()).strip()
            if text == _TO_LEFT and column:
                _widen(line[column - 1], "colspan", cell, line)
            elif text == _TO_TOP and grid and column < len(grid[-1]):
                above = grid[-1][column]
                if column == 0 or line[column - 1] is not above:
                    _widen(above, "rowspan", cell, line)
                else:
                    line.append(above)
                    remove(cell)
            elif text in (_TO_LEFT, _TO_TOP):
                message = f"a cell `{text}` with nothing to belong to"
                page.report.add("STR-014", message, source_location(cell, page.path))
                line.append(cell)
            else:
                line.append(cell)
        grid.append(line)
        if len(row) and row[-1] is not line[-1]:
            row[-1].set("class", "inner")  # the last of its row, and not at the table's edge


def _widen(
    owner: etree._Element, span: str, cell: etree._Element, line: list[etree._Element]
) -> None:
    owner.set(span, str(int(owner.get(span, "1")) + 1))
    line.append(owner)
    remove(cell)
