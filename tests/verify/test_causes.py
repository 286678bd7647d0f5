"""A difference in a new product: the message says whose fault it is, and what to report."""

from __future__ import annotations

from publish.diagnostics import Diagnostic, Location, Severity
from publish.model.book import Edition, StyleSheet
from publish.pipeline.differences import explained

_DIFFERENCES = [
    Diagnostic("VER-009", "links", Location("a.pdf")),
    Diagnostic("VER-008", "words", Location("a.pdf")),
]


def test_the_first_difference_names_us_and_what_to_report() -> None:
    first, second = explained(_DIFFERENCES, Edition("pdf", "pdf"))
    assert (first.code, first.severity, second.hint) == ("VER-008", Severity.ERROR, None)
    assert "the fault is not in the manuscript, but in publish" in (first.hint or "")
    assert "smallest part of the book" in (first.hint or "")


def test_a_theme_or_style_sheet_of_others_is_named_as_well() -> None:
    sheets = {"pdf.css": StyleSheet("house/pdf.css", "p { content: none }")}
    own = Edition("pdf", "pdf", style_sheets=sheets)
    assert "in the style sheet `house/pdf.css` or in publish" in (
        explained(_DIFFERENCES, own)[0].hint or ""
    )
    other = Edition("pdf", "pdf", theme="elegant")
    assert "in the theme `elegant` or in publish" in (explained(_DIFFERENCES, other)[0].hint or "")


def test_a_right_product_has_no_hint() -> None:
    assert explained([], Edition("pdf", "pdf")) == []
