"""Tables: scrolled sideways on a narrow screen, and announced as such by a screen reader."""

from __future__ import annotations

import re

from lxml import etree

from publish.model.markup import TABLE, add_classes
from publish.model.xhtml import element
from publish.outputs.pages.markup import find_all
from publish.render.markup import without_calls

_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")


def frame_tables(root: etree._Element) -> None:
    """Put each table into a region; header cells get a scope, alignment becomes a class.

    A region that scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1), hence the tabindex.
    """
    for table in find_all(root, "table"):
        for cell in find_all(table, "th", "td"):
            _align(cell)
        for header in table.iterfind(".//{*}thead//{*}th"):
            header.set("scope", "col")
        _frame(table)


def _align(cell: etree._Element) -> None:
    if match := _ALIGNMENT.fullmatch(cell.get("style", "").rstrip(";")):
        del cell.attrib["style"]
        add_classes(cell, match[1])


def _frame(table: etree._Element) -> None:
    parent = table.getparent()
    if parent is None:
        return
    frame = element("div", class_=TABLE, tabindex="0", role="region")
    caption = table.find("{*}caption")
    if caption is not None:
        words = "".join(without_calls(caption).itertext())
        frame.set("aria-label", " ".join(words.split()))
    else:
        frame.set("role", "group")
    frame.tail, table.tail = table.tail, None
    parent.replace(table, frame)
    frame.append(table)
