"""Tables and listings that do not break over a page, and what stays with the block after it."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import HEADING, KEPT, KEPT_ROW, UNBREAKABLE, add_classes, has_class

_SHORT = 12  # rows or lines; about half a page when each of them turns over once
_LOW = 700  # characters of a row, if all cells are as long as the longest: about twelve lines
_LINE = 55  # characters that surely fit a line
_DRAWN = ("{*}img", "{*}svg")


def keep_together(root: etree._Element) -> None:
    """Mark short tables and listings, rows at the ends of tables, and what introduces a block."""
    for node in root.iter("{*}table", "{*}pre"):
        rows = len(node.findall("{*}tbody/{*}tr")) or "".join(node.itertext()).count("\n")
        if rows <= _SHORT:
            add_classes(node, UNBREAKABLE)
    for paragraph in root.iter("{*}p"):
        if _introduces(paragraph):
            add_classes(paragraph, KEPT)
    for body in root.iter("{*}tbody"):
        _keep_rows(body.findall("{*}tr"))


def _introduces(paragraph: etree._Element) -> bool:
    """Whether a paragraph ends in a colon, or is one line below a heading."""
    words = "".join(paragraph.itertext()).strip()
    if words.endswith((":", "：")):
        return True
    above = paragraph.getprevious()
    return above is not None and has_class(above, HEADING) and len(words) <= _LINE


def _keep_rows(rows: list[etree._Element]) -> None:
    """Keep the first row with the second, and the last with that before it.

    Not where one of the two is tall: if they do not fit on a page below the head of their table,
    the layout engine leaves out the head.
    """
    for number in {0, len(rows) - 2} if len(rows) > 1 else ():
        if not any(map(_is_tall, rows[number : number + 2])):
            add_classes(rows[number], KEPT_ROW)


def _is_tall(row: etree._Element) -> bool:
    """Whether a row may be a third of a page high."""
    if next(row.iter(*_DRAWN), None) is not None:
        return True
    return len(row) * max(len("".join(cell.itertext())) for cell in row) > _LOW
