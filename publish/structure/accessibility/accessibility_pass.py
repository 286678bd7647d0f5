"""The pass that looks for what speaks against a book's accessibility, and settles its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from publish.diagnostics import Location, Report, Severity
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

# What is wrong whether or not conformance is claimed: the manifest says what the book belies.
_CLAIMS = frozenset({"ACC-002"})


def check_accessibility(book: Book, report: Report) -> Book:
    """The book with its hazards, and with `proved` where nothing speaks against conformance.

    A fault is a warning, and an error in a book that claims to conform; ACC-001 is told at the
    claim itself.
    """
    moved, text = moving_images(book), AuthoredText(book)
    faults = [*check_hazards(book, moved), *(fault for check in CHECKS for fault in check(text))]
    claimed = book.accessibility.claims_conformance
    for fault in faults:
        grave = claimed or fault.code in _CLAIMS
        severity = Severity.ERROR if grave else Severity.WARNING
        report.add(fault.code, fault.message, fault.location, hint=fault.hint, severity=severity)
    against = sorted(
        {fault.code for fault in faults}
        | ({"RES-005"} if count_undescribed_images(text) else set())
    )
    if claimed and against:
        place = Location(str(book.folder / "book.toml"))
        message = f"`{CONFORMANCE}` is claimed, and these checks speak against it: "
        hint = "mend what they name, or take `certifier` out of [accessibility]"
        report.add("ACC-001", message + ", ".join(against), place, hint=hint)
    settled = replace(
        book.accessibility, hazards=hazards_of(book, moved), passed_checks=not against
    )
    return replace(book, accessibility=settled)
