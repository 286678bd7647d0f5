"""What is told to the user about a book: a code, a place, a message and a hint.

The one form is `file:line:column: severity CODE: message`, as compilers print it, so that editors
can jump to the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from publish.errors import ExitCode


class Severity(StrEnum):
    """How bad it is: an error stops the run, a warning does not (unless `--strict`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file; line and column count from 1, 0 means all of it."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        places = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *places])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the user; `code` is stable and has its entry in the handbook."""

    code: str
    message: str
    location: Location
    severity: Severity = Severity.ERROR
    hint: str | None = None

    def __str__(self) -> str:
        line = _visible(f"{self.location}: {self.severity} {self.code}: {self.message}")
        return f"{line}\n  hint: {_visible(self.hint)}" if self.hint else line


# What a manuscript names must not move the cursor, colour a terminal, or turn a line around.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _visible(text: str) -> str:
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# The first letters of a code name its class, and the class decides the exit code.
_EXIT_BY_CLASS = {
    "MAN": ExitCode.MANIFEST,
    "TXT": ExitCode.MANUSCRIPT,
    "STR": ExitCode.MANUSCRIPT,
    "NUM": ExitCode.MANUSCRIPT,
    "REF": ExitCode.MANUSCRIPT,
    "RES": ExitCode.MANUSCRIPT,
    "IMP": ExitCode.MANUSCRIPT,
    "ACC": ExitCode.MANUSCRIPT,
    "LAY": ExitCode.LAYOUT,
    "OUT": ExitCode.UNWRITABLE,
    "VER": ExitCode.VERIFICATION,
}


@dataclass(slots=True)
class Report:
    """Collects the diagnostics of one run, so that all are shown and not only the first."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    _known: set[Diagnostic] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self) -> None:
        self._known.update(self.diagnostics)

    def add(
        self,
        code: str,
        message: str,
        location: Location,
        *,
        hint: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one diagnostic; the same one twice is kept once."""
        diagnostic = Diagnostic(code, message, location, severity, hint)
        self.extend([diagnostic])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over diagnostics found elsewhere."""
        for each in diagnostics:
            if each not in self._known:  # a list would make a file of faults take its square
                self._known.add(each)
                self.diagnostics.append(each)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.diagnostics, key=lambda d: (d.location, d.code, d.message)))

    @property
    def errors(self) -> list[Diagnostic]:
        """The diagnostics that stop a run."""
        return [d for d in self if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The diagnostics that do not."""
        return [d for d in self if d.severity is Severity.WARNING]

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """The code of the first class found: manifest, manuscript, then the rest."""
        if self.errors:
            return min(_EXIT_BY_CLASS[d.code[:3]] for d in self.errors)
        return ExitCode.STRICT if strict and self.warnings else ExitCode.OK


class ContentError(Exception):
    """Ends a run whose report holds errors; raised between stages, never in the middle of one."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(str(d) for d in report))
        self.report = report


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A hint that names the nearest of the candidates, or None when none is near."""
    from difflib import get_close_matches  # for hints alone

    near = get_close_matches(word, sorted(candidates), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None
