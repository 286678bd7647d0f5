"""Messages of the layout engine as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.outputs.pdf.exchange.object_file import EngineMessage

# By the kind of message: code, wording, and hint.
_WORDING = {
    "refused": ("LAY-001", "the layout requested `{}`, which is not a file of the book", None),
    "engine": ("LAY-002", "the layout engine reports: {}", None),
    "note": (
        "LAY-004",
        "the note `{}` is not on the page of its call",
        "move the call to another sentence, or shorten the note",
    ),
    "lost": (
        "LAY-005",
        "`{}` is on no page, but its page number is needed",
        "point the reference to the section instead",
    ),
}


def report_engine_messages(messages: Iterable[EngineMessage], book: Book, report: Report) -> None:
    """LAY-001, LAY-002, LAY-004 or LAY-005 for each message, at the folder of the book."""
    place = Location(str(book.folder))
    for message in messages:
        code, wording, hint = _WORDING[message.kind]
        report.add(code, wording.format(message.text), place, hint=hint)
