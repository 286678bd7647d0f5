"""The order of the content documents."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.section import Section, heading_text
from publish.verification.difference import Difference
from publish.verification.entries import (
    ExpectedEntry,
    SurfaceEntry,
    collapse_spaces,
    compare_entries,
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
