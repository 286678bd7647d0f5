"""The content documents themselves: their order and their titles."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.section import Section, heading_text
from publish.verification.difference import Difference
from publish.verification.entries import (
    ExpectedEntry,
    SurfaceEntry,
    collapse_spaces,
    compare_entries,
    heading_difference,
)
from publish.verification.epub.finished import FinishedEpub


def check_spine(finished: FinishedEpub) -> Iterator[Difference]:
    """The documents are in the order of the sections that open them (EPUB 3.3, 5.6)."""
    expected = [ExpectedEntry(each, _entry(each)) for each in finished.book.opening_sections()]
    opening = finished.section_map.openings
    actual = [
        _entry(finished.sections[opening[document.href]])
        for document in finished.container.spine
        if document.href in opening
    ]
    yield from compare_entries("spine", expected, actual)


def _entry(section: Section) -> SurfaceEntry:
    return SurfaceEntry(collapse_spaces(heading_text(section)), target=f"#{section.id}")


def check_document_titles(finished: FinishedEpub) -> Iterator[Difference]:
    """The `title` of a document is the heading of the section that opens it."""
    for opening in finished.book.opening_sections():
        document = finished.section_map.documents.get(opening.id)
        if document is None:
            continue
        text = collapse_spaces(document.facts.title)
        if text != collapse_spaces(heading_text(opening)):
            yield heading_difference("document titles", opening, text)
