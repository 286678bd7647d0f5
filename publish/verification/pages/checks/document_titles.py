"""The titles of the documents."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.section import heading_text
from publish.verification.difference import Difference
from publish.verification.entries import collapse_spaces, heading_difference
from publish.verification.pages.finished import FinishedPages


def check_document_titles(finished: FinishedPages) -> Iterator[Difference]:
    """The `title` of a document is the heading of the section that opens it."""
    for opening in finished.book.opening_sections():
        document = finished.section_map.documents.get(opening.id)
        if document is None:
            continue
        text = collapse_spaces(document.facts.title)
        if text != collapse_spaces(finished.document_title(heading_text(opening))):
            yield heading_difference("document titles", opening, text)
