"""Tables: in an element that knows its width, since nothing else on a page of a reader does."""

from __future__ import annotations

import re

from lxml import etree

from publish.model.markup import TABLE, add_classes
from publish.model.xhtml import element
from publish.outputs.pages.markup import find_all
from publish.outputs.pages.narrow_columns import break_long_words

_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")


def frame_tables(root: etree._Element) -> None:
    """Put each table into a block; header cells get a scope, alignment becomes a class.

    The block does not scroll, since what scrolls cannot continue on the next page of a reader.
    """
    for table in find_all(root, "table"):
        for cell in find_all(table, "th", "td"):
            _align(cell)
        for header in table.iterfind(".//{*}thead//{*}th"):
            header.set("scope", "col")
        break_long_words(table)
        _frame(table)


def _align(cell: etree._Element) -> None:
    if match := _ALIGNMENT.fullmatch(cell.get("style", "").rstrip(";")):
        del cell.attrib["style"]
        add_classes(cell, match[1])


def _frame(table: etree._Element) -> None:
    parent = table.getparent()
    if parent is None:
        return
    frame = element("div", class_=TABLE)
    frame.tail, table.tail = table.tail, None
    parent.replace(table, frame)
    frame.append(table)
