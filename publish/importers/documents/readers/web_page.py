"""A web page as pandoc reads it best: identifiers, readings, notes by their roles, no navigation.

DPub-ARIA 1.1 has the roles of notes (`doc-noteref`, `doc-footnote`, `doc-endnotes`).
"""

from __future__ import annotations

import copy
import re

from lxml import etree, html

from publish.importers.documents.readers.drawings import with_pictures
from publish.importers.documents.readers.identifiers import keep_identifiers
from publish.importers.documents.readers.readings import mark_readings

# By which pandoc knows notes; the tree of the page can only have a name without a colon.
_TYPE, _WRITTEN = "data-epub-type", "epub:type"
HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_NUMBER = re.compile(r"num(?:ber)?\b", re.I)
_LISTS = ("doc-endnotes", "doc-footnotes")


def is_ours(text: str) -> bool:
    """Whether a page says that it was exported by us."""
    return bool(re.search(r'<meta name="generator" content="publish ', text))


def prepared(text: str) -> str:
    """The page as text of HTML; as it is where it has no elements."""
    text = with_pictures(text)
    try:
        page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return text
    for navigation in list(page.iter("nav")):
        navigation.drop_tree()
    _part_numbers(page)
    _place_notes(page)
    mark_readings(page, "")
    keep_identifiers(page, "")
    written = str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))
    return written.replace(f" {_TYPE}=", f" {_WRITTEN}=")


def _part_numbers(page: html.HtmlElement) -> None:
    """Put a space after the number of a heading, which pages often have as a margin alone."""
    for span in page.iter("span"):
        parent = span.getparent()
        is_number = _NUMBER.search(span.get("class", "")) and (span.text_content() or " ")[-1] > " "
        if is_number and parent is not None and parent.tag in HEADINGS:
            span.tail = f" {(span.tail or '').lstrip()}"


def _place_notes(page: html.HtmlElement) -> None:
    """Write each note as one that pandoc puts to its call; lists of notes are empty then."""
    body = page.find("body")
    notes = {
        node.get("id"): node for node in page.iter("li", "aside", "div", "p") if node.get("id")
    }
    for call in list(page.iter("a")):
        note = notes.get(call.get("href", "#").removeprefix("#"))
        if call.get("role") != "doc-noteref" or note is None or body is None:
            continue
        call.set(_TYPE, "noteref")
        if note.get(_TYPE) is None:
            note.set(_TYPE, "footnote")
            body.append(_aside(note))
    for each in [node for node in page.iter("section", "aside") if node.get("role") in _LISTS]:
        each.drop_tree()


def _aside(note: html.HtmlElement) -> html.HtmlElement:
    """A note without the link back to its call."""
    aside = html.fragment_fromstring("<aside></aside>")
    aside.set(_TYPE, "footnote")
    aside.set("id", note.get("id", ""))
    aside.text = note.text
    aside.extend(copy.deepcopy(child) for child in note)
    for link in [each for each in aside.iter("a") if each.get("role") == "doc-backlink"]:
        link.drop_tree()
    return aside
