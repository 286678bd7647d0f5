"""Colours of type that are too faint for paper."""

from __future__ import annotations

from pathlib import Path

from publish.diagnostics import Location, Report, Severity
from publish.render.contrast import HINT, faint_rules


def report_faint_colours(style: str, source: Path, report: Report) -> None:
    """ACC-008 as a warning for each rule of a style sheet, which was rendered from `source`.

    Not an error: the claim of accessibility is the EPUB's, and print does not contradict it.
    """
    for faint in faint_rules(style, "paper"):
        place = Location(str(source))
        report.add("ACC-008", str(faint), place, hint=HINT, severity=Severity.WARNING)
