"""The content documents themselves: their order and their titles."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.section import Section, heading_text
from publish.verify.difference import Difference
from publish.verify.entries import Entry, Expected, compare, one_line, text_difference
from publish.verify.epub.finished import Finished
from publish.verify.openings import openings


def check_spine(finished: Finished) -> Iterator[Difference]:
    """The documents are in the order of the sections that open them (EPUB 3.3, 5.6)."""
    expected = [Expected(each, _entry(each)) for each in openings(finished.book)]
    opening = finished.places.opening
    actual = [
        _entry(finished.sections[opening[document.href]])
        for document in finished.container.spine
        if document.href in opening
    ]
    yield from compare("spine", expected, actual)


def _entry(section: Section) -> Entry:
    return Entry(one_line(heading_text(section)), target=f"#{section.id}")


def check_document_titles(finished: Finished) -> Iterator[Difference]:
    """The `title` of a document is the heading of the section that opens it."""
    for opening in openings(finished.book):
        document = finished.places.home.get(opening.id)
        if document is None:
            continue
        text = one_line(document.survey.title)
        if text != one_line(heading_text(opening)):
            yield text_difference("document titles", opening, text)
