"""The headings in the content documents, and how their sections are nested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from publish.model.roles import WITHOUT_HEADING
from publish.model.section import Section, heading_text
from publish.model.xhtml import text_of
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import Entry, Expected, compare, one_line
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Document
from publish.verify.markup import has_class
from publish.verify.openings import in_file, openings

_HEADING = re.compile(r"h([1-6])")
_DEEPEST_TAG = 6  # HTML has no heading below h6


def check_headings(finished: Finished) -> Iterator[Difference]:
    """Label, title, rank and order of the headings in each document, then their nesting."""
    for opening in openings(finished.book):
        document = finished.places.home.get(opening.id)
        if document is not None:  # the spine reports those that are missing
            compare_document = partial(_compare_document, finished, opening, document)
            yield from finished.agreed.check(
                "headings", finished.matched(opening), compare_document
            )
    for opening in openings(finished.book):
        check_nesting = partial(_check_nesting, finished, opening)
        yield from finished.agreed.check("nesting", finished.matched(opening), check_nesting)


def _compare_document(
    finished: Finished, opening: Section, document: Document
) -> Iterator[Difference]:
    expected = [_expected(each) for each in in_file(opening) if each.role not in WITHOUT_HEADING]
    headings = list(_headings(finished, document))
    yield from compare("headings", expected, [entry for _, entry in headings])
    for heading, entry in headings:
        yield from _check_spans(finished, heading, entry)


def _expected(section: Section) -> Expected:
    text = one_line(heading_text(section))
    return Expected(section, Entry(text, section.level, f"#{section.id}"))


def _headings(finished: Finished, document: Document) -> Iterator[tuple[etree._Element, Entry]]:
    for node in document.root.iter(etree.Element):
        tag = _HEADING.fullmatch(etree.QName(node).localname)
        section = finished.places.around(node) if tag else None
        if tag and section and has_class(node, "heading"):
            yield node, Entry(one_line(_text(node)), _depth(node, int(tag[1])), f"#{section}")


def _text(heading: etree._Element) -> str:
    """The words; a line break in a title counts as a space, a no-break space as itself."""
    parts = [(child.get("class"), text_of(child)) for child in heading]
    return (heading.text or "") + "".join(
        one_line(text) if kind == "title" else text for kind, text in parts
    )


def _depth(heading: etree._Element, rank: int) -> int:
    """The level by the tag, or by `aria-level` of an h6, which stands for all deeper ones."""
    level = heading.get("aria-level", "")
    return int(level) if level.isdigit() and rank == _DEEPEST_TAG else rank


def _check_spans(finished: Finished, heading: etree._Element, entry: Entry) -> Iterator[Difference]:
    """A heading with the right words has its number in the label, its words in the title."""
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


def _check_nesting(finished: Finished, opening: Section) -> Iterator[Difference]:
    """A section's element is in that of the section above it, when both share a file."""
    for section in in_file(opening):
        for child in section.children:
            element = finished.places.element(child.id)
            if element is None or child.href:
                continue
            above = element.getparent()
            parent = None if above is None else finished.places.around(above)
            if parent != section.id:
                values = quoted(f"inside #{section.id}"), quoted(f"inside #{parent}")
                yield Difference(Code.DEPTH, "headings", name(child), "nesting", *values)
