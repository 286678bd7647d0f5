"""Headings on the pages, bookmarks, and the printed contents with their page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.roles import BEFORE_CONTENTS
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted, unreadable
from publish.verify.entries import Entry, Expected, compare, expect, match, one_line
from publish.verify.pdf.checks.folios import right_folio
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.destinations import DEAD
from publish.verify.pdf.reader.objects import Value, words
from publish.verify.pdf.reader.structure_tree import Mark, Node, joined


def headings(finished: Finished) -> Iterator[Difference]:
    """Number, title, rank and order of the headings as they are printed and tagged."""
    found = finished.shown_headings
    yield from compare("headings", finished.expected_headings(), found)


def outline(finished: Finished) -> Iterator[Difference]:
    """The bookmarks: every section, nested, leading to where its heading is printed."""
    top = finished.objects.value(finished.objects.root.get("/Outlines")) or {}
    found = list(_bookmarks(finished, top.get("/First"), 1))
    yield from compare("outline", _expected(finished, None), found)


def _bookmarks(finished: Finished, first: Value, depth: int) -> Iterator[Entry]:
    objects = finished.objects
    while (bookmark := objects.value(first)) is not None:
        text = one_line(words(objects.value(bookmark.get("/Title"))))
        yield Entry(text, depth, finished.target(bookmark))
        yield from _bookmarks(finished, bookmark.get("/First"), depth + 1)
        first = bookmark.get("/Next")


def _expected(finished: Finished, deepest: int | None) -> list[Expected]:
    """Sections with the place that their heading was found at; one without is told elsewhere."""

    def target(section: Section) -> str | None:
        return f"#{section.id}" if section.id in finished.places else None

    return expect(finished.book.sections, target, deepest)


def contents(finished: Finished) -> Iterator[Difference]:
    """Each line of the printed contents: number, title, depth, order, link and page number."""
    if finished.contents is None:
        yield unreadable("printed contents", "no element TOC in the structure tree")
        return
    deepest = max(finished.book.numbering.contents_depth, 1)
    listed = [e for e in _expected(finished, deepest) if e.section.role not in BEFORE_CONTENTS]
    shown = list(lines(finished, finished.contents, 0))
    found = [entry for entry, _ in shown]
    yield from compare("printed contents", listed, found)
    pairs, _, _ = match(listed, found)
    for wanted, line in pairs:
        yield from _folio(finished, listed[wanted].section, shown[line][1])


def lines(finished: Finished, node: Node, depth: int) -> Iterator[tuple[Entry, str]]:
    """The entries below an element, each with the page number that ends it."""
    for kid in node.nodes():
        if kid.role == "TOCI":
            marks = [mark for part in kid.nodes() if part.role != "TOC" for mark in part.marks()]
            yield _line(finished, kid, marks, depth)
        yield from lines(finished, kid, depth + (kid.role == "TOC"))


def _line(finished: Finished, entry: Node, marks: list[Mark], depth: int) -> tuple[Entry, str]:
    links = [link for part in entry.nodes() if part.role != "TOC" for link in _links(part)]
    target = finished.target(links[0]) if links else DEAD
    text = finished.worded(joined(marks[:-1]))
    return Entry(text, depth, target), joined(marks[-1:])


def _links(node: Node) -> Iterator[Value]:
    for each in node.walk():
        yield from each.links


def _folio(finished: Finished, section: Section, printed: str) -> Iterator[Difference]:
    place = finished.places.get(section.id)
    if place is None:
        return
    right = right_folio(finished, place.page)
    if printed != right:
        values = quoted(right), quoted(printed)
        yield Difference(Code.FOLIO, "printed contents", name(section), "page number", *values)
