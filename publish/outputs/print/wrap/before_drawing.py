"""What the cover of a printed book cannot show, reported when the book has been read."""

from __future__ import annotations

from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book, Edition
from publish.outputs.pdf.checks.characters import listed
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines
from publish.outputs.print.wrap.copy import with_all_words
from publish.render.scripts import first_lacking, fonts_for

_HINT = "write it with other characters in [cover], or choose a theme whose fonts have them"


def check_before_drawing(
    book: Book, edition: Edition, _lines: ManuscriptLines, report: Report
) -> Book:
    """TXT-004 as a warning for characters in whose place the cover has a box; the book as it is."""
    words = with_all_words(book)
    if words.metadata.rights.isascii():
        return book
    lacking = first_lacking(fonts_for(words, edition), words)
    shown = sorted(each for each in lacking if each in words.metadata.rights)
    if shown:
        message = f"no font has a glyph for {listed(shown)}: the cover has a box instead"
        place = Location(str(book.folder / "book.toml"))
        report.add("TXT-004", message, place, hint=_HINT, severity=Severity.WARNING)
    return book
