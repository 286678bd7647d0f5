"""Checks a theme for what makes a book less accessible: faint colours, order, fixed sizes.

A manuscript cannot cause these, so their location is the style sheet of the theme. In a book that
claims conformance they are errors, since the claim would be false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from publish.context import Context
from publish.diagnostics import ContentError, Location, Severity
from publish.model.accessibility import Accessibility
from publish.outputs.pages.accessibility_facts import AccessibilityFacts
from publish.render.contrast import HINT, FaintRule, stored_faint_rules


def check_theme_accessibility(
    facts: AccessibilityFacts, style: str, sheet: Path, claims: Accessibility, context: Context
) -> None:
    """Report the problems of the pages and of the finished style sheet that `sheet` became.

    Raises `ContentError` if they contradict a claim.
    """
    severity = Severity.ERROR if claims.claims_conformance else Severity.WARNING
    problems = list(_problems(facts, stored_faint_rules(context.cache, style, "day", "night")))
    for code, message, hint in problems:
        context.report.add(code, message, Location(str(sheet)), hint=hint, severity=severity)
    if problems and claims.claims_conformance:
        raise ContentError(context.report)


def _problems(
    facts: AccessibilityFacts, faint_rules: Iterable[FaintRule]
) -> Iterator[tuple[str, str, str]]:
    for faint in faint_rules:
        yield "ACC-008", str(faint), HINT
    if facts.skipped_levels:
        message = f"{facts.skipped_levels} headings skip a level on their page"
        yield "ACC-009", message, "put each heading one level below that of its section"
    if facts.is_reordered:
        message = "the order on the screen or by keyboard differs from that of the text"
        yield "ACC-010", message, "remove `order`, `-reverse`, `position` and `tabindex`"
    if facts.has_fixed_sizes:
        yield "ACC-011", "type of a fixed size does not follow the reader’s setting", "use em"
