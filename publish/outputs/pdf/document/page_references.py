"""Marks what print shows as a page number: references to pages, locators of the index.

The numbers are filled in when the pages are known (`exchange/page_numbers.py`).
"""

from __future__ import annotations

from lxml import etree

from publish.model.language import localized_words
from publish.model.markup import X

_UNKNOWN = "000"  # as wide as most folios, so that the first layout is nearly the last


def mark_page_references(root: etree._Element, language: str) -> None:
    """Prepare a document in which `a.xref.page` and `a.locator` name places by their anchors."""
    pattern = localized_words(language).page
    for link in list(root.iter(f"{X}a")):
        classes = link.get("class", "").split()
        if "xref" in classes and "page" in classes:
            _mark_reference(link, pattern)
        elif "locator" in classes and not _is_grouped(link):
            _group_locators(link)
    for section in root.iter(f"{X}section"):
        if "index" in section.get("class", "").split():
            _wrap_index_entries(section)


def _mark_reference(link: etree._Element, pattern: str) -> None:
    """Put the number of a reference to a page into an element of its own, with the words around."""
    before, _, after = pattern.partition("{}")
    target = link.get("href", "").removeprefix("#")
    attributes = {"class": "page-number", "data-page": target, "data-words": pattern}
    number = etree.SubElement(link, f"{X}span", attributes)
    link.text, number.text, number.tail = before, _UNKNOWN, after


def _is_grouped(link: etree._Element) -> bool:
    parent = link.getparent()
    return parent is not None and parent.get("class") == "locators"


def _group_locators(first: etree._Element) -> None:
    """Put a locator and those that follow it into one element, which print fills."""
    holder = etree.Element(f"{X}span", {"class": "locators"})
    first.addprevious(holder)
    link: etree._Element | None = first
    while link is not None and link.get("class") == "locator":
        after = link.getnext()
        holder.tail, link.tail = link.tail, None
        link.text = _UNKNOWN
        holder.append(link)
        link = after


def _wrap_index_entries(section: etree._Element) -> None:
    """Put the entries of an index into an element of their own, which is set in columns."""
    entries = [node for node in section if node.get("class", "").startswith("index-")]
    if entries:
        columns = etree.Element(f"{X}div", {"class": "index-columns"})
        entries[0].addprevious(columns)
        for node in entries:
            columns.append(node)
