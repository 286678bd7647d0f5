"""Colours of type that are too faint for paper."""

from __future__ import annotations

from pathlib import Path

from publish.context import Context
from publish.diagnostics import Location, Severity
from publish.render.contrast import HINT, stored_faint_rules


def report_faint_colours(style: str, source: Path, context: Context) -> None:
    """ACC-008 as a warning for each rule of a style sheet, which was rendered from `source`.

    Not an error: the claim of accessibility is the EPUB's, and print does not contradict it.
    """
    for faint in stored_faint_rules(context.cache, style, "paper"):
        place = Location(str(source))
        context.report.add("ACC-008", str(faint), place, hint=HINT, severity=Severity.WARNING)
