"""Marks what print shows as a page number: references to pages, locators of the index.

The numbers are filled in when the pages are known (`exchange/page_numbers.py`).
"""

from __future__ import annotations

from lxml import etree

from publish.model.markup import (
    DATA_PAGE,
    DATA_WORDS,
    INDEX_COLUMNS,
    INDEX_ENTRIES,
    INDEX_LETTER,
    LOCATOR,
    LOCATORS,
    PAGE_FORM,
    PAGE_NUMBER,
    XREF,
    X,
    has_class,
)
from publish.model.roles import Role

_UNKNOWN = "000"  # as wide as most folios, so that the first layout is nearly the last


def mark_page_references(root: etree._Element, pattern: str) -> None:
    """Prepare a document in which `a.xref.page` and `a.locator` name places by their anchors.

    `pattern` has the words around the number of a page.
    """
    for link in list(root.iter(f"{X}a")):
        if has_class(link, XREF) and has_class(link, PAGE_FORM):
            _mark_reference(link, pattern)
        elif has_class(link, LOCATOR) and not _is_grouped(link):
            _group_locators(link)
    for section in root.iter(f"{X}section"):
        if has_class(section, Role.INDEX):
            _wrap_index_entries(section)


def _mark_reference(link: etree._Element, pattern: str) -> None:
    """Put the number of a reference to a page into an element of its own, with the words around."""
    before, _, after = pattern.partition("{}")
    target = link.get("href", "").removeprefix("#")
    attributes = {"class": PAGE_NUMBER, DATA_PAGE: target, DATA_WORDS: pattern}
    number = etree.SubElement(link, f"{X}span", attributes)
    link.text, number.text, number.tail = before, _UNKNOWN, after


def _is_grouped(link: etree._Element) -> bool:
    parent = link.getparent()
    return parent is not None and has_class(parent, LOCATORS)


def _group_locators(first: etree._Element) -> None:
    """Put a locator and those that follow it into one element, which print fills."""
    holder = etree.Element(f"{X}span", {"class": LOCATORS})
    first.addprevious(holder)
    link: etree._Element | None = first
    while link is not None and has_class(link, LOCATOR):
        after = link.getnext()
        holder.tail, link.tail = link.tail, None
        link.text = _UNKNOWN
        holder.append(link)
        link = after


def _wrap_index_entries(section: etree._Element) -> None:
    """Put the entries of an index into an element of their own, which is set in columns."""
    entries = [
        node for node in section if has_class(node, INDEX_LETTER) or has_class(node, INDEX_ENTRIES)
    ]
    if entries:
        columns = etree.Element(f"{X}div", {"class": INDEX_COLUMNS})
        entries[0].addprevious(columns)
        for node in entries:
            columns.append(node)
