"""Charts from a data file: `::: chart {src="beds.csv" kind="bar" alt="…"} Caption`.

The first column of the CSV file has the labels of the axis, each other column is a series. Here
the chart is a figure that contains its data as a table; the theme draws it (see `render.charts`).
"""

from __future__ import annotations

import math
import re

from lxml import etree

from publish.model.caption import FLOAT, PRINTED_NUMBER
from publish.model.markup import (
    CHART_DATA,
    CONTAINER_TITLE,
    DATA_KIND,
    DATA_UNIT,
    X,
    add_classes,
    has_class,
)
from publish.model.xhtml import element, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs import tables
from publish.sources.markdown.shaping.constructs.block import mark_title

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
KINDS = ("bar", "line")
ATTRIBUTES = ("src", "kind", "alt", "unit", PRINTED_NUMBER, FLOAT)


def shape(block: etree._Element, source: SourceFile) -> None:
    """A figure of the class `chart` with a table of the class `chart-data` and its caption."""
    place = source_location(block, source.path)
    kind, alt_text = block.get(DATA_KIND, "bar"), block.get("data-alt", "")
    if kind not in KINDS:
        hint = f"available: {', '.join(KINDS)}"
        source.report.add("RES-010", f"unknown kind of chart `{kind}`", place, hint=hint)
    if not alt_text.strip():
        hint = 'describe in alt="…" what the chart shows'
        source.report.add("RES-005", "a chart without alternative text", place, hint=hint)
    if any(not has_class(node, CONTAINER_TITLE) for node in block):
        message = "the block `chart` contains text, which a drawing cannot show"
        hint = "close it at once with a line of `:::`"
        source.report.add("STR-018", message, place, hint=hint)
    rows = tables.read_data(block, source)
    if rows and len(rows[0]) < 2:
        hint = "the first column has the labels, each other column is a series"
        source.report.add("RES-009", "a chart with one column only", place, hint=hint)
    elif cell := _not_a_number(rows):
        source.report.add("RES-010", f"`{cell}` is not a number, so it cannot be drawn", place)
    elif rows:
        _build(block, rows, kind, alt_text)


def _not_a_number(rows: list[list[str]]) -> str:
    for row in rows[1:]:
        for cell in row[1:]:
            if not (_NUMBER.fullmatch(cell.strip()) and math.isfinite(float(cell))):
                return cell[:80] or "an empty cell"
    return ""


def _build(block: etree._Element, rows: list[list[str]], kind: str, alt_text: str) -> None:
    title = mark_title(block)
    block.tag = f"{X}figure"
    add_classes(block, "chart")
    data = element("table", class_=CHART_DATA, summary=alt_text)
    data.set(DATA_KIND, kind)
    if unit := block.get(DATA_UNIT):
        data.set(DATA_UNIT, unit)
    data.append(tables.row_group("thead", "th", rows[:1], ["left"] * len(rows[0])))
    data.append(tables.row_group("tbody", "td", rows[1:], ["left"] * len(rows[0])))
    block.insert(0, data)
    if title is not None:
        title.tag = f"{X}figcaption"
        del title.attrib["class"]
        block.append(title)
