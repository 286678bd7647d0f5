"""Headings in the content documents, and the order of the documents themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from publish.model.roles import WITHOUT_HEADING
from publish.model.section import Section, heading_text
from publish.model.xhtml import text_of
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import Entry, Expected, compare, one_line, text_difference
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Document
from publish.verify.openings import in_file, openings

_HEADING = re.compile(r"h([1-6])")
_DEEPEST_TAG = 6  # HTML has no heading below h6


def headings(finished: Finished) -> Iterator[Difference]:
    """Label, title, rank and order of the headings in each document; where they are nested."""
    for opening in openings(finished.book):
        document = finished.places.home.get(opening.id)
        if document is not None:  # else told by `spine`
            look = partial(_in_document, finished, opening, document)
            yield from finished.agreed.check("headings", finished.matched(opening), look)
    for opening in openings(finished.book):
        look = partial(_nesting, finished, opening)
        yield from finished.agreed.check("nesting", finished.matched(opening), look)


def _in_document(finished: Finished, opening: Section, document: Document) -> Iterator[Difference]:
    wanted = [_expected(section) for section in in_file(opening) if _shows(section)]
    found = list(_headings(finished, document))
    yield from compare("headings", wanted, [entry for _, entry in found])
    for heading, entry in found:
        yield from _spans(finished, heading, entry)


def _shows(section: Section) -> bool:
    return section.role not in WITHOUT_HEADING


def _expected(section: Section) -> Expected:
    text = one_line(heading_text(section))
    return Expected(section, Entry(text, section.level, f"#{section.id}"))


def _headings(finished: Finished, document: Document) -> Iterator[tuple[etree._Element, Entry]]:
    for node in document.root.iter(etree.Element):
        found = _HEADING.fullmatch(etree.QName(node).localname)
        around = finished.places.around(node) if found else None
        if found and around and "heading" in node.get("class", "").split():
            text = one_line(_text(node))
            yield node, Entry(text, _depth(finished, node, int(found[1])), f"#{around}")


def _text(heading: etree._Element) -> str:
    """Its words; a line's end in a title counts as a space, an unbreakable space as itself."""
    parts = [(child.get("class"), text_of(child)) for child in heading]
    return (heading.text or "") + "".join(
        one_line(text) if kind == "title" else text for kind, text in parts
    )


def _depth(finished: Finished, heading: etree._Element, rank: int) -> int:
    """The level that its tag or `aria-level` says; h6 stands for all deeper ones that say so."""
    said = heading.get("aria-level", "")
    return int(said) if said.isdigit() and rank == _DEEPEST_TAG else rank


def _spans(finished: Finished, heading: etree._Element, entry: Entry) -> Iterator[Difference]:
    """A heading whose words are right has its number in the label and its words in the title."""
    section = finished.sections[(entry.target or "#")[1:]]
    if entry.text != one_line(heading_text(section)):
        return
    for kind, right in (("label", section.label), ("title", section.title)):
        spans = [child for child in heading if child.get("class") == kind]
        shown = one_line(text_of(spans[0])) if spans else None
        if shown != (None if right is None else one_line(right)):
            code = Code.NUMBER if kind == "label" else Code.TITLE
            values = quoted(right), quoted(shown)
            yield Difference(code, "headings", name(section), f"the span {kind}", *values)


def _nesting(finished: Finished, opening: Section) -> Iterator[Difference]:
    """A section's element stands in that of the section above it, when both share a file."""
    for section in in_file(opening):
        for child in section.children:
            element = finished.places.element(child.id)
            if element is None or child.href:
                continue
            above = element.getparent()
            around = None if above is None else finished.places.around(above)
            if around != section.id:
                values = quoted(f"inside #{section.id}"), quoted(f"inside #{around}")
                yield Difference(Code.DEPTH, "headings", name(child), "nesting", *values)


def spine(finished: Finished) -> Iterator[Difference]:
    """The documents stand in the order of the sections that open them (EPUB 3.3, 5.6)."""
    wanted = [Expected(each, _document(each)) for each in openings(finished.book)]
    opening = finished.places.opening
    found = [
        _document(finished.sections[opening[document.href]])
        for document in finished.container.spine
        if document.href in opening
    ]
    yield from compare("spine", wanted, found)


def _document(section: Section) -> Entry:
    return Entry(one_line(heading_text(section)), target=f"#{section.id}")


def document_titles(finished: Finished) -> Iterator[Difference]:
    """The `title` of a document is the heading of the section that opens it."""
    for opening in openings(finished.book):
        document = finished.places.home.get(opening.id)
        if document is None:
            continue
        text = one_line(document.survey.title)
        if text != one_line(heading_text(opening)):
            yield text_difference("document titles", opening, text)
