"""What a drawn cover cannot show, reported when the book has been read."""

from __future__ import annotations

from publish.diagnostics import Report, Severity
from publish.model.book import Book, Edition
from publish.model.script import non_ascii
from publish.outputs.cover.cover import without_text
from publish.outputs.pdf.checks.characters import (
    by_place,
    listed,
    missing_script_packages,
)
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines
from publish.render.scripts import first_lacking, fonts_for
from publish.render.theme import Theme, install_hint

_OTHERWISE = 'give the book a cover of its own: cover = "…" under [book]'


def check_before_drawing(
    book: Book, edition: Edition, lines: ManuscriptLines, report: Report
) -> Book:
    """TXT-004 as a warning for characters in whose place the cover has a box; the book as it is."""
    words = _words(book)
    if book.cover is not None or not non_ascii(words):
        return book
    words_only = without_text(book)
    theme = fonts_for(words_only, edition)
    lacking = first_lacking(theme, words_only)
    shown = {character: text for character, text in lacking.items() if character in words}
    for (place, _), characters in by_place(shown, lines).items():
        message = f"no font has a glyph for {listed(characters)}: the cover has a box instead"
        hint = _hint(theme, words_only)
        report.add("TXT-004", message, place, hint=hint, severity=Severity.WARNING)
    return book


def _words(book: Book) -> str:
    """All words that a cover shows."""
    metadata = book.metadata
    return "".join((metadata.title, metadata.subtitle, metadata.byline, metadata.publisher))


def _hint(theme: Theme, book: Book) -> str:
    for package in missing_script_packages(theme, book).values():
        return f"{install_hint(package)}; or {_OTHERWISE}"
    return _OTHERWISE
