"""Tables from data beside the text: `::: table {src="beds.csv" align="lrr"} Caption`.

The file is CSV (RFC 4180) in UTF-8 with a head line. Cells are plain text.
"""

from __future__ import annotations

import csv
import io

from lxml import etree

from publish.config import limits
from publish.model.xhtml import X, element, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.shaping.constructs.titles import take_title

_ALIGNMENT = {"l": "left", "r": "right", "c": "center"}


def shape(block: etree._Element, page: Page) -> None:
    """A table with its caption, in the place of the block; what the block holds stays behind it."""
    rows = read_source(block, page)
    if rows:
        _build(block, rows, _alignments(block.get("data-align", ""), len(rows[0])))


def read_source(block: etree._Element, page: Page) -> list[list[str]]:
    """The lines of the file that a block names in `src`; none, with a diagnostic, if unfit."""
    place = source_location(block, page.path)
    source = block.get("data-src")
    if not source:
        hint = 'name a file of the book: src="file.csv"'
        page.report.add("RES-008", "a block that names no data", place, hint=hint)
        return []
    text = page.manuscript.text(page.manuscript.name(source, page.file), place)
    if text is None:
        return []
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        page.report.add("RES-009", f"`{source}` is not CSV: {error}", place)
        return []
    if sum(map(len, rows)) > limits.TABLE_CELLS or any(
        len(row) > limits.TABLE_COLUMNS for row in rows
    ):
        most = f"{limits.TABLE_CELLS:,} cells, or {limits.TABLE_COLUMNS} in one line"
        message = f"`{source}` has more than {most}"
        page.report.add("RES-003", message, place, hint="show a part of the data")
        return []
    if uneven := _uneven(rows):
        page.report.add("RES-009", f"`{source}` line {uneven}: not as many cells as heads", place)
        return []
    return rows


def _uneven(rows: list[list[str]]) -> int:
    """The line that has too few or too many cells, 0 where all are alike; 1 where there is none."""
    if len(rows) < 2:
        return 1
    return next((line for line, row in enumerate(rows, 1) if len(row) != len(rows[0])), 0)


def _alignments(written: str, columns: int) -> list[str]:
    signs = written.ljust(columns, "l")[:columns]
    return [_ALIGNMENT.get(sign, "left") for sign in signs]


def _build(block: etree._Element, rows: list[list[str]], alignments: list[str]) -> None:
    title = take_title(block)
    block.tag = f"{X}div"
    block.set("class", "data")
    table = element("table")
    if anchor := block.get("id"):
        table.set("id", anchor)
        del block.attrib["id"]
    if title is not None:
        title.tag = f"{X}caption"
        del title.attrib["class"]
        table.append(title)
    table.append(group("thead", "th", rows[:1], alignments))
    table.append(group("tbody", "td", rows[1:], alignments))
    block.insert(0, table)


def group(tag: str, cell: str, rows: list[list[str]], alignments: list[str]) -> etree._Element:
    """Head or body of a table: lines of cells, each column aligned as told."""
    made = element(tag)
    for row in rows:
        line = element("tr")
        for text, alignment in zip(row, alignments, strict=True):
            line.append(element(cell, text.strip()))
            if alignment != "left":
                line[-1].set("style", f"text-align:{alignment}")
        made.append(line)
    return made
