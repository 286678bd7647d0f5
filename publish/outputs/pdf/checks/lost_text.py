"""Text that the layout engine dropped without a message (Kozea/WeasyPrint#2798)."""

from __future__ import annotations

from collections.abc import Container

from publish.diagnostics import ContentError, Report
from publish.model.book import Book


def report_lost_sections(book: Book, anchors: Container[str], report: Report) -> None:
    """LAY-007 for the first section that is on no page; raises `ContentError`.

    Text lost after the last heading of a piece is noticed when the file is read back.
    """
    for section in book.walk():
        if section.id not in anchors:
            message = f"the layout lost “{section.title}” and the text after it"
            hint = "look for a height on html or body in the style sheet"
            report.add("LAY-007", message, section.location, hint=hint)
            raise ContentError(report)
