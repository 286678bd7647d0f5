"""Tables in a block: of a data file, `::: table {src="beds.csv" align="lrr"} Caption`, or written.

The file is CSV (RFC 4180) in UTF-8 with a header row. Cells are plain text.
"""

from __future__ import annotations

import csv
import io

from lxml import etree

from publish.config import limits
from publish.model.caption import FLOAT, PRINTED_NUMBER
from publish.model.markup import DATA_LINE, TABLE_BLOCK, X, add_classes, classes_of
from publish.model.xhtml import element, set_origin, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs import written_tables
from publish.sources.markdown.shaping.constructs.block import mark_title

ATTRIBUTES = ("src", "align", PRINTED_NUMBER, FLOAT, *written_tables.ATTRIBUTES)
_ALIGNMENTS = {"l": "left", "r": "right", "c": "center"}


def shape(block: etree._Element, source: SourceFile) -> None:
    """A table with its caption in place of the block; the content of the block stays after it."""
    letters, title = block.get("data-align", ""), mark_title(block)
    written = None if block.get("data-src") else written_tables.written_table(block, source)
    if written is not None:
        _set_alignments(written, letters)
        _finish(block, written, title)
    elif rows := read_data(block, source):
        table = element("table")
        alignments = _alignments(letters, len(rows[0]))
        table.append(row_group("thead", "th", rows[:1], alignments))
        table.append(row_group("tbody", "td", rows[1:], alignments))
        _set_origins(block, table, source)
        block.insert(0, table)
        _finish(block, table, title)


def _set_alignments(table: etree._Element, letters: str) -> None:
    """Align the cells of each column that has a letter."""
    for row in table.iter(f"{X}tr"):
        for cell, alignment in zip(row, _alignments(letters, len(letters)), strict=False):
            cell.set("style", f"text-align:{alignment}")


def read_data(block: etree._Element, source: SourceFile) -> list[list[str]]:
    """The rows of the file that a block names in `src`; none, with a diagnostic, if unusable."""
    place = source_location(block, source.path)
    file = block.get("data-src")
    if not file:
        hint = 'name a file of the book, `src="name.csv"`, or write rows and cells as lists'
        source.report.add("RES-008", "a block without a data file", place, hint=hint)
        return []
    text = source.context.read_text(source.context.resolve(file, source.file), place)
    if text is None:
        return []
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        source.report.add("RES-009", f"`{file}` is not CSV: {error}", place)
        return []
    cells, columns = limits.TABLE_CELLS, limits.TABLE_COLUMNS
    if sum(map(len, rows)) > cells or any(len(row) > columns for row in rows):
        message = f"`{file}` has more than {cells:,} cells, or {columns} in one row"
        source.report.add("RES-003", message, place, hint="show a part of the data")
        return []
    if uneven := _uneven_row(rows):
        message = f"`{file}`, row {uneven}: not as many cells as the header row"
        source.report.add("RES-009", message, place)
        return []
    return rows


def _set_origins(block: etree._Element, table: etree._Element, source: SourceFile) -> None:
    """Set the data file, and the lines at which the head and the body begin, which may be later."""
    name = source.context.resolve(block.get("data-src", ""), source.file)
    for line, group in enumerate(table, start=1):
        set_origin(group, source.context.display_path(name))
        group.set(DATA_LINE, str(line))


def _uneven_row(rows: list[list[str]]) -> int:
    """The number of the first row with too few or too many cells; 0 for none, 1 without data."""
    if len(rows) < 2:
        return 1
    return next((number for number, row in enumerate(rows, 1) if len(row) != len(rows[0])), 0)


def _alignments(letters: str, columns: int) -> list[str]:
    return [_ALIGNMENTS.get(letter, "left") for letter in letters.ljust(columns, "l")[:columns]]


def _finish(block: etree._Element, table: etree._Element, title: etree._Element | None) -> None:
    """Give a table what its block has: the title as a caption, the name and the classes."""
    block.tag = f"{X}div"
    if classes := classes_of(block):
        add_classes(table, *classes)
    block.set("class", TABLE_BLOCK)
    for name in ("id", PRINTED_NUMBER, FLOAT):
        if value := block.attrib.pop(name, None):
            table.set(name, str(value))
    if title is not None:
        title.tag = f"{X}caption"
        del title.attrib["class"]
        table.insert(0, title)


def row_group(tag: str, cell: str, rows: list[list[str]], alignments: list[str]) -> etree._Element:
    """Head or body of a table, with an alignment for each column."""
    group = element(tag)
    for row in rows:
        line = element("tr")
        for text, alignment in zip(row, alignments, strict=True):
            line.append(element(cell, text.strip()))
            if alignment != "left":
                line[-1].set("style", f"text-align:{alignment}")
        group.append(line)
    return group
