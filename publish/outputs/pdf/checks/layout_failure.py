"""Tells the user of a layout that failed: where it was, and a way out."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from publish.diagnostics import ContentError, Location, Report
from publish.model.book import Book, Edition
from publish.outputs.pdf.checks.missing_glyphs import line_of
from publish.outputs.pdf.document.layout_input import Composition
from publish.outputs.pdf.exchange.failures import Failure, LayoutFailed

_WAY_OUT = "leave out what you changed last; without --no-link the section is named"


def refuse_failure(error: LayoutFailed, made: Composition, report: Report) -> NoReturn:
    """LAY-010 where a layout failed, at the rule or the text; raises `ContentError`."""
    found = rule(error.failure, made.book, made.edition, made.style)
    place = found or _text(error, made.book)
    report.add("LAY-010", error.message, place, hint=error.hint or _WAY_OUT)
    raise ContentError(report) from error


def rule(
    told: Failure, book: Book, edition: Edition, style: str, name: str = "pdf.css"
) -> Location | None:
    """The first of the rules to blame that stands in the book's own sheet of that name.

    `style` is the style sheet, behind which the rules of the book's own stand.
    """
    sheet = edition.style_sheets.get(name)
    if sheet is None or sheet.rules not in style:
        return None
    before = style[: style.rindex(sheet.rules)].count("\n")
    own = (line - before for line in told.rule_lines if line > before)
    path = str(book.folder / sheet.path)
    return next((Location(path, line) for line in own), None)


def _text(error: LayoutFailed, book: Book) -> Location:
    """The line of the element, or of the section that was laid out."""
    section = next((each for each in book.walk() if each.id == error.section_id), None)
    if section is None:
        return Location(str(book.folder))
    words = error.failure.element_text.split()
    fewer = (" ".join(words[:count]) for count in range(len(words), 1, -1))
    found = (line_of(each, section.location) for each in fewer)
    return replace(section.location, line=next(filter(None, found), section.location.line))
