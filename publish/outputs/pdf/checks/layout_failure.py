"""A failed layout as a diagnostic: the rule or the text at fault, and a way out."""

from __future__ import annotations

from typing import NoReturn

from msgspec.structs import replace

from publish.diagnostics import ContentError, Location, Report
from publish.model.book import Book, Edition
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines, line_of
from publish.outputs.pdf.exchange.failures import FailureCause, LayoutFailed

_HINT = "undo your last change; without --no-link the message names the section"


def report_layout_failure(
    error: LayoutFailed,
    book: Book,
    edition: Edition,
    style: str,
    lines: ManuscriptLines,
    report: Report,
) -> NoReturn:
    """LAY-010 for a failed layout, at the rule or the text at fault; raises `ContentError`."""
    place = rule_location(error.failure, book, edition, style) or _text_location(error, book, lines)
    report.add("LAY-010", error.message, place, hint=error.hint or _HINT)
    raise ContentError(report) from error


def rule_location(
    failure: FailureCause, book: Book, edition: Edition, style: str, name: str = "pdf.css"
) -> Location | None:
    """The first of the rules at fault that is in the book's own style sheet of that name.

    `style` is the whole style sheet, which ends in the rules of the book's own.
    """
    sheet = edition.style_sheets.get(name)
    if sheet is None or sheet.rules not in style:
        return None
    before = style[: style.rindex(sheet.rules)].count("\n")
    line = next((line - before for line in failure.rule_lines if line > before), None)
    return Location(str(book.folder / sheet.path), line) if line else None


def _text_location(error: LayoutFailed, book: Book, lines: ManuscriptLines) -> Location:
    """The line of the element at fault, or of the section that was laid out."""
    section = next((each for each in book.walk() if each.id == error.section_id), None)
    if section is None:
        return Location(str(book.folder))
    words = error.failure.element_text.split()
    openings = (" ".join(words[:count]) for count in range(len(words), 1, -1))
    numbers = (line_of(each, section.location, lines) for each in openings)
    return replace(section.location, line=next(filter(None, numbers), section.location.line))
