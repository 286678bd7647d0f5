"""What the theme does against the readers of a book: faint colours, order, fixed sizes.

A manuscript cannot cause these, so the place is the theme's style sheet. In a book that claims to
conform they are errors, since the claim would be false.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publish.diagnostics import ContentError, Location, Report, Severity
from publish.model.accessibility import Accessibility
from publish.outputs.pages.accessibility_facts import Evidence
from publish.render.contrast import faint_rules


def object_to(
    evidence: Evidence, style: str, sheet: Path, claims: Accessibility, report: Report
) -> None:
    """Report what speaks against the pages and the finished style sheet made of `sheet`.

    Raises `ContentError` where that contradicts a claim.
    """
    severity = Severity.ERROR if claims.claims_conformance else Severity.WARNING
    found = list(_objections(evidence, style))
    for code, message, hint in found:
        report.add(code, message, Location(str(sheet)), hint=hint, severity=severity)
    if found and claims.claims_conformance:
        raise ContentError(report)


def _objections(evidence: Evidence, style: str) -> Iterator[tuple[str, str, str]]:
    for faint in faint_rules(style, "day", "night"):
        yield "ACC-008", str(faint), "take a darker ink, or a lighter ground"
    if evidence.skipped:
        message = f"{evidence.skipped} headings skip a level on their page"
        yield "ACC-009", message, "give each heading the level below that of its section"
    if evidence.shuffled:
        message = "what is seen or reached by keyboard stands in another order than the text"
        yield "ACC-010", message, "take out `order`, `-reverse`, `position` and `tabindex`"
    if evidence.fixed:
        yield "ACC-011", "type of a fixed size does not grow with the reader’s", "use em"
