"""Stops where the layout engine dropped text without a word (Kozea/WeasyPrint#2798)."""

from __future__ import annotations

from collections.abc import Container

from publish.diagnostics import ContentError, Report
from publish.model.book import Book


def refuse_loss(book: Book, places: Container[str], report: Report) -> None:
    """LAY-007 for the first section that stands on no page; raises `ContentError`.

    Text that is lost behind the last heading of a piece is found when the file is read back.
    """
    for section in book.walk():
        if section.id not in places:
            message = f"the layout lost “{section.title}” and what follows"
            hint = "a style sheet that sets a height on html or body does this"
            report.add("LAY-007", message, section.location, hint=hint)
            raise ContentError(report)
