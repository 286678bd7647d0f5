"""Messages of the layout engine as diagnostics."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book
from publish.model.markup import X
from publish.model.xhtml import source_location
from publish.outputs.pdf.exchange.object_file import EngineMessage

_log = logging.getLogger(__name__)

# By the kind of message: code, wording, and hint.
_WORDING = {
    "refused": (
        "LAY-001",
        "the layout requested `{}`, which is not a file of the book",
        "write an image into the theme as `url(data:image/…)`; list a font in its `[[fonts]]`",
    ),
    "engine": ("LAY-002", "the layout engine reports: {}", None),
    "note": (
        "LAY-004",
        "the note `{}` begins on a later page than its call",
        "move the call to another sentence, or shorten the note",
    ),
    "lost": (
        "LAY-005",
        "`{}` is on no page, but its page number is needed",
        "point the reference to the section instead",
    ),
}


def report_engine_messages(messages: Iterable[EngineMessage], book: Book, report: Report) -> None:
    """LAY-001, LAY-002, LAY-004 or LAY-005 for each problem, at the note or the book's folder."""
    for message in messages:
        if message.kind == "left":
            _log.info("paragraphs that the engine breaks line by line: %s", message.text)
            continue
        code, wording, hint = _WORDING[message.kind]
        is_note = message.kind == "note"
        place = _note_location(book, message.text) if is_note else Location(str(book.folder))
        severity = Severity.WARNING if is_note else Severity.ERROR
        report.add(code, wording.format(message.text), place, hint=hint, severity=severity)


def _note_location(book: Book, name: str) -> Location:
    for section in book.walk():
        for note in section.body.iter(f"{X}aside"):
            if note.get("id") == name:
                return source_location(note, section.location.path)
    return Location(str(book.folder))
