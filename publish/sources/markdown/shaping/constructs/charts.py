"""Charts from data beside the text: `::: chart {src="beds.csv" kind="bar" alt="…"} Caption`.

The first column of the CSV file names the places on the axis, each other column is a series. Here
the chart is a figure that holds its data as a table; the theme draws it (see `render.charts`).
"""

from __future__ import annotations

import math
import re

from lxml import etree

from publish.model.xhtml import X, element, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.shaping.constructs import tables
from publish.sources.markdown.shaping.constructs.titles import take_title

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
KINDS = ("bar", "line")


def shape(block: etree._Element, page: Page) -> None:
    """A figure of the class `chart` with a table of the class `chart-data` and its caption."""
    place = source_location(block, page.path)
    kind, alternative = block.get("data-kind", "bar"), block.get("data-alt", "")
    if kind not in KINDS:
        hint = f"there are: {', '.join(KINDS)}"
        page.report.add("RES-010", f"no chart is of the kind `{kind}`", place, hint=hint)
    if not alternative.strip():
        hint = 'say in alt="…" what the chart shows'
        page.report.add("RES-005", "a chart without alternative text", place, hint=hint)
    if any(node.get("class") != "container-title" for node in block):
        message = "the block `chart` holds text, which no drawing could show"
        page.report.add("STR-018", message, place, hint="close it at once, by a line of `:::`")
    rows = tables.read_source(block, page)
    if rows and len(rows[0]) < 2:
        hint = "the first column names the places, each other one is a series"
        page.report.add("RES-009", "a chart of one column", place, hint=hint)
    elif bad := _not_a_number(rows):
        page.report.add("RES-010", f"`{bad}` is no number to draw", place)
    elif rows:
        _build(block, rows, kind, alternative)


def _not_a_number(rows: list[list[str]]) -> str:
    for row in rows[1:]:
        for cell in row[1:]:
            if not (_NUMBER.fullmatch(cell.strip()) and math.isfinite(float(cell))):
                return cell[:80] or "an empty cell"
    return ""


def _build(block: etree._Element, rows: list[list[str]], kind: str, alternative: str) -> None:
    title = take_title(block)
    block.tag = f"{X}figure"
    block.set("class", " ".join(["chart", *block.get("class", "").split()]))
    data = element("table", class_="chart-data", summary=alternative)
    data.set("data-kind", kind)
    if unit := block.get("data-unit"):
        data.set("data-unit", unit)
    data.append(tables.group("thead", "th", rows[:1], ["left"] * len(rows[0])))
    data.append(tables.group("tbody", "td", rows[1:], ["left"] * len(rows[0])))
    block.insert(0, data)
    if title is not None:
        title.tag = f"{X}figcaption"
        del title.attrib["class"]
        block.append(title)
