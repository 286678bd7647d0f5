"""What no layout of a book could print, reported when the book has been read."""

from __future__ import annotations

from publish.diagnostics import Report, Severity
from publish.model.book import Book, Edition, MissingGlyphs, Standard
from publish.model.script import scripts_in
from publish.outputs.pdf.checks.characters import report_lacking_characters, report_missing_scripts
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines
from publish.outputs.pdf.claims.standards import is_private_use, report_forbidden_text
from publish.render.boxes import with_boxes
from publish.render.scripts import first_lacking, fonts_for


def check_before_layout(
    book: Book, edition: Edition, lines: ManuscriptLines, report: Report
) -> Book:
    """The book as the pages of an edition show it: with boxes, where the edition asks for them.

    TXT-004, TXT-005 and TXT-006 for what cannot be printed; boxes make them warnings.
    """
    report_forbidden_text(book, edition, lines, report)
    theme = fonts_for(book, edition)
    boxed = edition.missing_glyphs is MissingGlyphs.BOX
    severity = Severity.WARNING if boxed else Severity.ERROR
    scripts = report_missing_scripts(theme, book, lines, severity, report)
    lacking = first_lacking(theme, book)
    reported = {
        character: text
        for character, text in lacking.items()
        if not _is_otherwise_reported(character, text.language, scripts, edition)
    }
    report_lacking_characters(reported, theme, lines, severity, report)
    return with_boxes(book, lacking) if boxed else book


def _is_otherwise_reported(
    character: str, language: str, scripts: set[str], edition: Edition
) -> bool:
    """Whether a missing script or a forbidden character has been reported for it already."""
    forbidden = edition.standard is not Standard.NONE and is_private_use(character)
    return forbidden or bool(scripts & scripts_in(character, language))
