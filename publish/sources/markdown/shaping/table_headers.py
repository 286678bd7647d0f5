"""Header cells and spans of tables.

A head with empty cells only is left out, and an empty cell is the header of none. A cell with
`data-merge` is merged into the one on its left or above. A table of the class `row-heads` has
header cells in its first column, one of the class `two-heads` two header rows.
"""

from __future__ import annotations

from lxml import etree

from publish.model.markup import DATA_MERGE, INNER, ROW_HEADERS, TWO_HEADERS, X, has_class
from publish.model.xhtml import remove, source_location, text_of
from publish.sources.markdown.context.source_file import SourceFile

_SHOWN = ("{*}img", "{*}svg")  # what shows something without a word


def shape_header_cells(root: etree._Element, source: SourceFile) -> None:
    """Give every table its row headers, scopes and spans."""
    for table in root.iter(f"{X}table"):
        _remove_empty_head(table)
        if has_class(table, TWO_HEADERS):
            _add_header_row(table)
        if has_class(table, ROW_HEADERS):
            _set_row_headers(table)
        for cell in table.iter(f"{X}th"):
            in_head = next(cell.iterancestors(f"{X}thead"), None) is not None
            cell.set("scope", "col" if in_head else "row")
        for group in table.iterchildren(f"{X}thead", f"{X}tbody", f"{X}tfoot"):
            _merge_cells(group, source)
        for cell in filter(_is_empty, list(table.iter(f"{X}th"))):
            cell.tag = f"{X}td"
            del cell.attrib["scope"]


def _is_empty(cell: etree._Element) -> bool:
    """Whether a cell shows nothing, as the one above the names of the rows often does."""
    return not text_of(cell).strip() and next(cell.iter(*_SHOWN), None) is None


def _remove_empty_head(table: etree._Element) -> None:
    """Leave out a head without a word, which the notation with pipes cannot do without."""
    head, body = table.find(f"{X}thead"), table.find(f"{X}tbody")
    is_empty = head is not None and not any(len(cell) or cell.text for cell in head.iter(f"{X}th"))
    if head is not None and is_empty and body is not None:
        table.remove(head)


def _set_row_headers(table: etree._Element) -> None:
    for row in table.iter(f"{X}tr"):
        if len(row) and row[0].tag == f"{X}td":
            row[0].tag = f"{X}th"


def _add_header_row(table: etree._Element) -> None:
    """Move the first row of the body into the head, which Markdown ends after one row."""
    head, body = table.find(f"{X}thead"), table.find(f"{X}tbody")
    if head is not None and body is not None and len(body):
        row = body[0]
        for cell in row:
            cell.tag = f"{X}th"
        head.append(row)


def _merge_cells(group: etree._Element, source: SourceFile) -> None:
    """Let cells span those that are merged into them, to the left first, then to the top.

    `grid` has the cell that covers each place of the rows above, `line` of the present row.
    """
    grid: list[list[etree._Element]] = []
    for row in list(group):
        line: list[etree._Element] = []
        for column, cell in enumerate(list(row)):
            target = cell.attrib.pop(DATA_MERGE, None)
            if target == "left" and column:
                _extend(line[column - 1], "colspan", cell, line)
            elif target == "up" and grid and column < len(grid[-1]):
                above = grid[-1][column]
                if column == 0 or line[column - 1] is not above:
                    _extend(above, "rowspan", cell, line)
                else:
                    line.append(above)
                    remove(cell)
            elif target:
                mark = "<" if target == "left" else "^"
                message = f"a cell `{mark}` without a cell to merge with"
                hint = f"write `\\{mark}` for the character itself"
                source.report.add("STR-014", message, source_location(cell, source.path), hint=hint)
                line.append(cell)
            else:
                line.append(cell)
        grid.append(line)
        if len(row) and row[-1] is not line[-1]:
            row[-1].set("class", INNER)  # the last of its row, and not at the table's edge


def _extend(
    owner: etree._Element, span: str, cell: etree._Element, line: list[etree._Element]
) -> None:
    """Let `owner` cover the place of a cell, which is removed."""
    owner.set(span, str(int(owner.get(span, "1")) + 1))
    line.append(owner)
    remove(cell)
