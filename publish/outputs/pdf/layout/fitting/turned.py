"""A table on pages of its own, turned to the left: its width is the height of the page.

Running heads and folios stay where they are on every page. The engine cannot break a turned block
over pages, so that a long table becomes several, each with the head of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from publish.model.markup import DATA_REPEATED, TURNED, classes_of
from publish.outputs.pdf.layout.fitting.measured import MeasuredBoxes, add_style

_NO_TABLE_INSIDE = frozenset({"table", "aside", "td", "th"})


def turn(table: Element, measured: MeasuredBoxes) -> bool:
    """Turn a table, if it is where a page of its own can begin."""
    around = list(measured.around(table))
    if any(node.tag in _NO_TABLE_INSIDE for node in around):
        return False
    shift = measured.page_x - measured.boxes_of(table)[0].position_x
    _wrap(table, around[0], measured, shift)
    return True


def _wrap(table: Element, parent: Element, measured: MeasuredBoxes, shift: float) -> None:
    """Put a table into a block as high as the page, and in it into one that is as wide, turned."""
    height = measured.page_height - measured.height_of_notes(table)
    block = Element("div")
    add_style(block, f"break-inside: avoid; height: {height:.2f}px; margin-left: {shift:.2f}px")
    inner = SubElement(block, "div", {"class": TURNED})
    _place(inner, 0, height)
    block.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = block
    inner.append(table)


def _place(inner: Element, across: float, height: float) -> bool:
    """Turn a block to the left about its corner, and move it onto the page; was it elsewhere?"""
    move = f"translate({across:.2f}px, {height:.2f}px) rotate(-90deg)"
    style = f"width: {height:.2f}px; transform: {move}"
    is_new = inner.get("style") != style
    inner.set("style", style)
    return is_new


def divide(table: Element, measured: MeasuredBoxes) -> bool:
    """Centre a turned table on its page, and move the rows that it lacks room for to further ones.

    Returns whether that changed anything.
    """
    heights = {row: sum(box.height for box in measured.boxes_of(row)) for row in table.iter("tr")}
    head = sum(heights[row] for group in table.findall("thead") for row in group)
    caption = measured.height_of(table, "caption")
    inner = measured.parents[table]
    block = measured.parents[inner]
    pages = list(_pages(table, heights, measured.page_width - head, caption))
    before = block
    for rows in pages[1:]:
        before = _continue(table, rows, before, measured.parents)
    used = caption + head + sum(heights[row] for row in pages[0])
    height = measured.boxes_of(block)[0].height
    moved = _place(inner, max(measured.page_width - used, 0) / 2, height)
    return moved or len(pages) > 1


def _pages(
    table: Element, heights: dict[Element, float], room: float, caption: float
) -> Iterator[list[Element]]:
    """The rows of each page; the caption is on the first."""
    rows: list[Element] = []
    used = caption
    for group in _groups(table.findall("tbody/tr")):
        height = sum(heights[row] for row in group)
        if rows and used + height > room:
            yield rows
            rows, used = [], 0.0
        rows += group
        used += height
    yield rows


def _groups(rows: Sequence[Element]) -> Iterator[list[Element]]:
    """The rows of a table, those together that a cell spans."""
    group: list[Element] = []
    left = 0
    for row in rows:
        group.append(row)
        left = max(left, *(int(cell.get("rowspan", 1)) for cell in row)) - 1
        if left <= 0:
            yield group
            group, left = [], 0
    if group:
        yield group


def _continue(
    table: Element, rows: list[Element], before: Element, parents: dict[Element, Element]
) -> Element:
    """Move rows of a table into another, in a block after one that is turned; returns the block."""
    block = Element("div", dict(before.attrib))
    block.tail, before.tail = before.tail, None
    inner = SubElement(block, "div", dict(before[0].attrib))
    continued = SubElement(inner, "table")
    continued.set("class", " ".join(classes_of(table)))
    heads = (group for group in table if group.tag in ("colgroup", "thead"))
    continued.extend([_repeated(group) for group in heads])
    body = SubElement(continued, "tbody")
    for row in rows:
        parents[row].remove(row)
        body.append(row)
    section = parents[before]
    section.insert(list(section).index(before) + 1, block)
    parents[block] = section
    return block


def _repeated(head: Element) -> Element:
    """A copy of a head without anchors, links and notes, which are not part of the text again."""
    copy = deepcopy(head)
    copy.set(DATA_REPEATED, "")
    for node in list(copy.iter()):
        for child in [each for each in node if each.tag == "aside"]:
            node.remove(child)
        node.attrib.pop("id", None)
        node.attrib.pop("href", None)
        if node.tag == "th":
            node.tag = "td"
    return copy
