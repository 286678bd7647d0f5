"""What a validator said about one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from publish.diagnostics import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the file breaks: the validator's own name for it, where first, and how often."""

    rule: str
    message: str
    place: str = ""
    severity: Severity = Severity.ERROR
    count: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that one validator found in one file, as diagnostics under its `code`; none: valid."""

    path: Path
    validator: str
    code: str
    findings: tuple[Finding, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """How many errors or warnings there are, each occurrence counted."""
        return sum(finding.count for finding in self.findings if finding.severity is severity)

    @property
    def passed(self) -> bool:
        """Whether the file is free of errors and of warnings."""
        return not self.findings

    def diagnostics(self) -> list[Diagnostic]:
        """The findings as diagnostics of the product."""
        return [
            Diagnostic(self.code, _sentence(finding), Location(str(self.path)), finding.severity)
            for finding in self.findings
        ]

    def __str__(self) -> str:
        errors, warnings = (self.count(severity) for severity in Severity)
        return (
            f"{self.path}: {self.validator}: {_many(errors, 'error')}, {_many(warnings, 'warning')}"
        )


def _sentence(finding: Finding) -> str:
    times = f" ({finding.count} times)" if finding.count > 1 else ""
    place = f" at {finding.place}" if finding.place else ""
    return f"{finding.rule}: {finding.message}{place}{times}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
