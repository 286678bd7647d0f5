"""The headings in the content documents, and how their sections are nested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from publish.model.roles import WITHOUT_HEADING
from publish.model.section import Section, heading_text
from publish.model.xhtml import text_of
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.entries import (
    ExpectedEntry,
    SurfaceEntry,
    collapse_spaces,
    compare_entries,
)
from publish.verification.markup import has_class, with_formulas_as_text, without_calls
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document

_HEADING = re.compile(r"h([1-6])")
_DEEPEST_TAG = 6  # HTML has no heading below h6


def check_headings(finished: FinishedPages) -> Iterator[Difference]:
    """Label, title, rank and order of the headings in each document, then their nesting."""
    for opening in finished.openings_to_check:
        document = finished.section_map.documents.get(opening.id)
        if document is not None:  # the spine reports those that are missing
            compare_document = partial(_compare_document, finished, opening, document)
            yield from finished.unless_verified("headings", opening, compare_document)
    for opening in finished.openings_to_check:
        check_nesting = partial(_check_nesting, finished, opening)
        yield from finished.unless_verified("nesting", opening, check_nesting)


def _compare_document(
    finished: FinishedPages, opening: Section, document: Document
) -> Iterator[Difference]:
    shown = [each for each in opening.in_file() if each.role not in WITHOUT_HEADING]
    above = min((each.level for each in shown), default=1) - 1 if finished.levels_begin_anew else 0
    expected = [_expected(each, above) for each in shown]
    headings = list(_headings(finished, document))
    yield from compare_entries("headings", expected, [entry for _, entry in headings])
    for heading, entry in headings:
        yield from _check_spans(finished, heading, entry)


def _expected(section: Section, above: int) -> ExpectedEntry:
    text = collapse_spaces(heading_text(section))
    return ExpectedEntry(section, SurfaceEntry(text, section.level - above, f"#{section.id}"))


def _headings(
    finished: FinishedPages, document: Document
) -> Iterator[tuple[etree._Element, SurfaceEntry]]:
    for node in document.root.iter(etree.Element):
        tag = _HEADING.fullmatch(etree.QName(node).localname)
        section = finished.section_map.section_around(node) if tag else None
        if tag and section and has_class(node, "heading"):
            shown = without_calls(with_formulas_as_text(node))
            text, depth = collapse_spaces(_text(shown)), _depth(node, int(tag[1]))
            yield shown, SurfaceEntry(text, depth, f"#{section}")


def _text(heading: etree._Element) -> str:
    """The words; a line break in a title counts as a space, a no-break space as itself."""
    parts = [(child.get("class"), text_of(child)) for child in heading]
    return (heading.text or "") + "".join(
        collapse_spaces(text) if kind == "title" else text for kind, text in parts
    )


def _depth(heading: etree._Element, rank: int) -> int:
    """The level by the tag, or by `aria-level` of an h6, which stands for all deeper ones."""
    level = heading.get("aria-level", "")
    return int(level) if level.isdigit() and rank == _DEEPEST_TAG else rank


def _check_spans(
    finished: FinishedPages, heading: etree._Element, entry: SurfaceEntry
) -> Iterator[Difference]:
    """A heading with the right words has its number in the label, its words in the title."""
    section = finished.sections[(entry.target or "#")[1:]]
    if entry.text != collapse_spaces(heading_text(section)):
        return
    for kind, right in (("label", section.label), ("title", section.title or None)):
        spans = [child for child in heading if child.get("class") == kind]
        shown = collapse_spaces(text_of(spans[0])) if spans else None
        if shown != (None if right is None else collapse_spaces(right)):
            code = Code.NUMBER if kind == "label" else Code.TITLE
            values = quoted(right), quoted(shown)
            yield Difference(code, "headings", section_name(section), f"the span {kind}", *values)


def _check_nesting(finished: FinishedPages, opening: Section) -> Iterator[Difference]:
    """A section's element is in that of the section above it, when both share a file."""
    for section in opening.in_file():
        for child in section.children:
            element = finished.section_map.element(child.id)
            if element is None or child.href:
                continue
            above = element.getparent()
            parent = None if above is None else finished.section_map.section_around(above)
            if parent != section.id:
                values = quoted(f"inside #{section.id}"), quoted(f"inside #{parent}")
                yield Difference(Code.DEPTH, "headings", section_name(child), "nesting", *values)
