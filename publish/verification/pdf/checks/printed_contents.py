"""The printed table of contents with its links and page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from publish.model.roles import BEFORE_CONTENTS
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name, unreadable
from publish.verification.entries import SurfaceEntry, compare_entries, match_entries
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import expected_folio
from publish.verification.pdf.reader.destinations import NOWHERE
from publish.verification.pdf.reader.structure_tree import (
    StructureElement,
    title_pieces,
    title_text,
)


def check_printed_contents(finished: FinishedPdf) -> Iterator[Difference]:
    """Each line of the contents: number, title, depth, order, link and page number."""
    if finished.contents is None:
        yield unreadable("printed contents", "no element TOC in the structure tree")
        return
    deepest = max(finished.book.numbering.contents_depth, 1)
    expected = [
        replace(each, entry=replace(each.entry, text=finished.canonical(each.entry.text)))
        for each in finished.expected_entries(deepest, BEFORE_CONTENTS)
    ]
    lines = list(_lines(finished, finished.contents, 0))
    entries = [entry for entry, _ in lines]
    yield from compare_entries("printed contents", expected, entries)
    pairs, _, _ = match_entries(expected, entries)
    for at, line in pairs:
        yield from _check_page_number(finished, expected[at].section, lines[line][1])


def _lines(
    finished: FinishedPdf, node: StructureElement, depth: int
) -> Iterator[tuple[SurfaceEntry, str]]:
    """The entries below an element, each with the page number that ends it."""
    for kid in node.elements():
        if kid.role == "TOCI":
            yield _line(finished, kid, depth)
        yield from _lines(finished, kid, depth + (kid.role == "TOC"))


def _line(finished: FinishedPdf, item: StructureElement, depth: int) -> tuple[SurfaceEntry, str]:
    parts = [part for part in item.elements() if part.role != "TOC"]
    pieces = list(title_pieces(parts))
    links = [link for part in parts for each in part.walk() for link in each.links]
    target = finished.target(links[0]) if links else NOWHERE
    text = finished.canonical(title_text(pieces[:-1]))
    return SurfaceEntry(text, depth, target), title_text(pieces[-1:])


def _check_page_number(
    finished: FinishedPdf, section: Section, printed: str
) -> Iterator[Difference]:
    position = finished.section_positions.get(section.id)
    if position is None:
        return
    right = expected_folio(finished, position.page)
    if printed != right:
        values = quoted(right), quoted(printed)
        subject = section_name(section)
        yield Difference(Code.FOLIO, "printed contents", subject, "page number", *values)
