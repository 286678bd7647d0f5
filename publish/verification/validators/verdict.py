"""The findings of a validator in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from publish.diagnostics import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the file breaks: the validator's own name for it, its first place, its count."""

    rule: str
    message: str
    place: str = ""
    severity: Severity = Severity.ERROR
    count: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of one validator in one file, which is valid without any."""

    path: Path
    validator: str
    code: str
    findings: tuple[Finding, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """The number of errors or warnings, with each occurrence."""
        return sum(finding.count for finding in self.findings if finding.severity is severity)

    @property
    def passed(self) -> bool:
        """Whether the file has no errors and no warnings."""
        return not self.findings

    def diagnostics(self) -> list[Diagnostic]:
        """The findings as diagnostics of the product, under the `code` of the validator."""
        return [
            Diagnostic(self.code, _sentence(finding), Location(str(self.path)), finding.severity)
            for finding in self.findings
        ]

    def __str__(self) -> str:
        errors, warnings = map(self.count, (Severity.ERROR, Severity.WARNING))
        return (
            f"{self.path}: {self.validator}: {_many(errors, 'error')}, {_many(warnings, 'warning')}"
        )


def _sentence(finding: Finding) -> str:
    times = f" ({finding.count} times)" if finding.count > 1 else ""
    place = f" at {finding.place}" if finding.place else ""
    return f"{finding.rule}: {finding.message}{place}{times}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
