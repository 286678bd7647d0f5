"""The pass that runs the accessibility checks and settles the claims of the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Location, Severity
from publish.model.accessibility import CONFORMANCE
from publish.model.book import Book
from publish.structure.accessibility.alt_texts import check_alt_texts, count_undescribed_images
from publish.structure.accessibility.findings import AuthoredText, Finding
from publish.structure.accessibility.hazards import check_hazards, hazards_of, moving_images
from publish.structure.accessibility.languages import check_languages
from publish.structure.accessibility.links import check_links
from publish.structure.accessibility.tables import check_tables

CHECKS: tuple[Callable[[AuthoredText], Iterator[Finding]], ...] = (
    check_alt_texts,
    check_links,
    check_tables,
    check_languages,
)

# Errors even without a claim of conformance: the manifest contradicts the book.
_ALWAYS_ERRORS = frozenset({"ACC-002"})


def check_accessibility(book: Book, context: Context) -> Book:
    """The book with its hazards, and with `passed_checks` if no check contradicts conformance.

    A finding is a warning, and an error in a book that claims conformance. ACC-001 is the error for
    the claim itself.
    """
    moving, text = moving_images(book), AuthoredText(book)
    findings = [*check_hazards(book, moving), *(each for check in CHECKS for each in check(text))]
    claimed = book.accessibility.claims_conformance
    for finding in findings:
        is_error = claimed or finding.code in _ALWAYS_ERRORS
        severity = Severity.ERROR if is_error else Severity.WARNING
        context.report.add(
            finding.code,
            finding.message,
            finding.location,
            hint=finding.hint,
            severity=severity,
            kind=finding.kind,
        )
    failed = {finding.code for finding in findings}
    if count_undescribed_images(text):
        failed.add("RES-005")
    if claimed and failed:
        location = Location(str(book.folder / "book.toml"))
        message = f"conformance to `{CONFORMANCE}` is claimed, but these checks failed: "
        hint = "fix the problems they report, or remove `certifier` from [accessibility]"
        context.report.add("ACC-001", message + ", ".join(sorted(failed)), location, hint=hint)
    settled = replace(
        book.accessibility, hazards=hazards_of(book, moving), passed_checks=not failed
    )
    return replace(book, accessibility=settled)
