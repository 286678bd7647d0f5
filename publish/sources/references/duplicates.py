"""Works with the same key: an error, or a warning where their entries are equal."""

from __future__ import annotations

from publish.diagnostics import Location, Report, Severity


def report_duplicate(
    key: str, first: Location, place: Location, report: Report, *, are_equal: bool
) -> None:
    """Report the second of two works with a key."""
    message = f"duplicate key `{key}`, first at {first}"
    hint = "delete one of the two, which are equal" if are_equal else "rename one of the two"
    severity = Severity.WARNING if are_equal else Severity.ERROR
    report.add("REF-021", message, place, hint=hint, severity=severity)
