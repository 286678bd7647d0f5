"""Diagnostics: problems of a book, with code, location, message and hint.

They are printed as `file:line:column: severity CODE: message`, as by compilers, so that editors can
jump to the location.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from publish.codes import exit_code_of
from publish.errors import ExitCode, PublishError


class Severity(StrEnum):
    """An error stops the run, a warning does not (unless with `--strict`), an info never does."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A location in a source file; line and column count from 1, and 0 means the whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])


class Diagnostic(msgspec.Struct, frozen=True):
    """One problem to report; `code` is stable and has an entry in the handbook.

    What has a `kind` is shown once for each kind and file: the first, with the number of all.
    `count` is how many of them are in the same place.
    """

    code: str
    message: str
    location: Location
    severity: Severity = Severity.ERROR
    hint: str | None = None
    kind: str = ""
    count: int = 1

    def as_json(self) -> dict[str, object]:
        """The diagnostic as `--json` prints it."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "path": self.location.path,
            "line": self.location.line or None,
            "column": self.location.column or None,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        line = _visible(f"{self.location}: {self.severity} {self.code}: {self.message}")
        return f"{line}\n  hint: {_visible(self.hint)}" if self.hint else line


# Text quoted from a manuscript must not move the cursor, set colours, or reverse a line.
_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return re.sub(_CONTROL, lambda match: f"\\u{ord(match[0]):04x}", text)


class Report(msgspec.Struct):
    """The diagnostics of one run, so that all are shown, not only the first."""

    diagnostics: list[Diagnostic] = msgspec.field(default_factory=list)
    _seen: set[Diagnostic] = msgspec.field(default_factory=set)

    def __post_init__(self) -> None:
        self._seen.update(self.diagnostics)

    def add(
        self,
        code: str,
        message: str,
        location: Location,
        *,
        hint: str | None = None,
        severity: Severity = Severity.ERROR,
        kind: str = "",
        count: int = 1,
    ) -> None:
        """Add one diagnostic; duplicates are ignored."""
        diagnostic = Diagnostic(code, message, location, severity, hint, kind, count)
        self.extend([diagnostic])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add several diagnostics; duplicates are ignored."""
        for each in diagnostics:
            if each not in self._seen:  # a search in the list would take quadratic time
                self._seen.add(each)
                self.diagnostics.append(each)

    def __iter__(self) -> Iterator[Diagnostic]:
        return _once_a_kind(in_order(self.diagnostics))

    @property
    def errors(self) -> list[Diagnostic]:
        """The diagnostics that stop a run."""
        return [d for d in self if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The diagnostics that stop a run only with `--strict`."""
        return [d for d in self if d.severity is Severity.WARNING]

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """The exit code for the errors, the lowest of several; with `strict` also for warnings."""
        if self.errors:
            return min(exit_code_of(d.code) for d in self.errors)
        return ExitCode.STRICT if strict and self.warnings else ExitCode.OK


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics in the order of a report: by their places, then by their codes."""
    return sorted(diagnostics, key=lambda each: (each.location, each.code, each.message))


def _once_a_kind(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first diagnostic of each kind in each file, and all that have no kind."""
    groups: dict[object, list[Diagnostic]] = {}
    for each in diagnostics:
        key = (each.code, each.kind, each.severity, each.location.path) if each.kind else each
        groups.setdefault(key, []).append(each)
    for group in groups.values():
        number = sum(each.count for each in group)
        more = f", the first of {number}" if number > 1 else ""
        yield replace(group[0], message=group[0].message + more, kind="", count=1)


class ContentError(PublishError):
    """The report has errors, so the run ends; raised between stages, never within one."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(str(d) for d in report))
        self.report = report
        self.exit_code = report.exit_code()

    def __reduce__(self) -> tuple[type[ContentError], tuple[object, ...]]:
        return ContentError, (self.report,)
