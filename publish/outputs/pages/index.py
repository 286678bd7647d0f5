"""The index on screens: without page numbers, adjacent locators of one section are merged."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import DATA_END, LOCATOR, has_class
from publish.model.xhtml import remove
from publish.outputs.pages.markup import find_all


def merge_locators(root: etree._Element) -> None:
    """Keep the first of adjacent locators with the same text; remove what only print needs."""
    for link in find_all(root, "a"):
        if has_class(link, LOCATOR):
            link.attrib.pop(DATA_END, None)
            before = link.getprevious()
            if before is not None and has_class(before, LOCATOR) and _same(before, link):
                before.tail = None
                remove(link)


def _same(one: etree._Element, other: etree._Element) -> bool:
    return "".join(one.itertext()) == "".join(other.itertext())
