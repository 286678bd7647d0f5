"""What a build says of a product, as a later check of the same product says it."""

from __future__ import annotations

from publish.diagnostics import Diagnostic, Location, Report, Severity
from publish.model.book import Edition
from publish.pipeline.differences import explained


def test_what_is_found_again_is_told_once() -> None:
    place = Location("build/book-paper")
    found = [
        Diagnostic("PRE-022", f"page {page}: coarse", place, Severity.WARNING, kind="PRE-022")
        for page in (3, 9)
    ]
    report = Report()
    report.extend(explained(found, Edition("paper", "print")))
    report.extend(found)
    assert [each.message for each in report] == ["page 3: coarse, the first of 2"]


def test_the_first_difference_says_what_to_do() -> None:
    place = Location("build/book.pdf")
    wrong = [Diagnostic("VER-003", f"title of {name}", place) for name in ("b", "a")]
    hints = {each.message: each.hint for each in explained(wrong, Edition("pdf", "pdf"))}
    assert hints["title of b"] is None
    assert hints["title of a"]
