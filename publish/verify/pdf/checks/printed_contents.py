"""The printed table of contents with its links and page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.model.roles import BEFORE_CONTENTS
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted, unreadable
from publish.verify.entries import Entry, compare, match
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.page_numbers import expected_folio
from publish.verify.pdf.reader.destinations import DEAD
from publish.verify.pdf.reader.structure_tree import Mark, Node, joined


def check_printed_contents(finished: Finished) -> Iterator[Difference]:
    """Each line of the contents: number, title, depth, order, link and page number."""
    if finished.contents is None:
        yield unreadable("printed contents", "no element TOC in the structure tree")
        return
    deepest = max(finished.book.numbering.contents_depth, 1)
    expected = [
        each
        for each in finished.expected_entries(deepest)
        if each.section.role not in BEFORE_CONTENTS
    ]
    lines = list(_lines(finished, finished.contents, 0))
    entries = [entry for entry, _ in lines]
    yield from compare("printed contents", expected, entries)
    pairs, _, _ = match(expected, entries)
    for at, line in pairs:
        yield from _check_page_number(finished, expected[at].section, lines[line][1])


def _lines(finished: Finished, node: Node, depth: int) -> Iterator[tuple[Entry, str]]:
    """The entries below an element, each with the page number that ends it."""
    for kid in node.nodes():
        if kid.role == "TOCI":
            marks = [mark for part in kid.nodes() if part.role != "TOC" for mark in part.marks()]
            yield _line(finished, kid, marks, depth)
        yield from _lines(finished, kid, depth + (kid.role == "TOC"))


def _line(finished: Finished, item: Node, marks: Sequence[Mark], depth: int) -> tuple[Entry, str]:
    parts = (part for part in item.nodes() if part.role != "TOC")
    links = [link for part in parts for each in part.walk() for link in each.links]
    target = finished.target(links[0]) if links else DEAD
    text = finished.worded(joined(marks[:-1]))
    return Entry(text, depth, target), joined(marks[-1:])


def _check_page_number(finished: Finished, section: Section, printed: str) -> Iterator[Difference]:
    place = finished.places.get(section.id)
    if place is None:
        return
    right = expected_folio(finished, place.page)
    if printed != right:
        values = quoted(right), quoted(printed)
        yield Difference(Code.FOLIO, "printed contents", name(section), "page number", *values)
