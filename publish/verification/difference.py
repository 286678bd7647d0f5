"""A difference between a finished file and the book, in one surface that shows a section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

import msgspec

from publish.diagnostics import Diagnostic, Location, Severity
from publish.model.section import Section, heading_text


class Code(StrEnum):
    """The codes of verification, one for each kind of difference."""

    NUMBER = "VER-001"
    TITLE = "VER-002"
    MISSING = "VER-003"
    EXTRA = "VER-004"
    ORDER = "VER-005"
    DEPTH = "VER-006"
    TARGET = "VER-007"
    WORDS = "VER-008"
    REFERENCE = "VER-009"
    NOTE = "VER-010"
    FOLIO = "VER-011"
    RUNNING_HEAD = "VER-012"
    METADATA = "VER-013"
    UNREADABLE = "VER-014"
    PLACE = "VER-015"
    UNKNOWN = "VER-016"
    FACT = "VER-017"


_WITHOUT_VALUES = (Code.UNREADABLE, Code.UNKNOWN)


class Difference(msgspec.Struct, frozen=True):
    """One place where file and book differ.

    `surface` is the part of the file ("nav", "outline"), `subject` the section or other thing
    shown there, `aspect` what of it differs; `expected` is the book's value, `actual` the file's.
    """

    code: Code
    surface: str
    subject: str
    aspect: str
    expected: str
    actual: str

    def diagnostic(self, path: str) -> Diagnostic:
        """The difference as a diagnostic of the file at `path`."""
        message = f"{self.surface}: {self.subject}: {self.aspect}"
        if self.code not in _WITHOUT_VALUES:
            message += f": expected {self.expected}, found {self.actual}"
        severity = Severity.INFO if self.code is Code.UNKNOWN else Severity.ERROR
        return Diagnostic(self.code, message, Location(path), severity)


def section_name(section: Section) -> str:
    """A section in messages: its heading and its id."""
    return f"section “{heading_text(section)}” (#{section.id})"


def quoted(text: str | None) -> str:
    """A value in messages; None is nothing."""
    return "nothing" if text is None else f"“{text}”"


def unreadable(surface: str, reason: str) -> Difference:
    """A surface that cannot be read at all."""
    return Difference(Code.UNREADABLE, surface, "the file cannot be read", reason, "", "")


_Finished = TypeVar("_Finished")


def run_checks(
    checks: Mapping[str, Callable[[_Finished], Iterator[Difference]]],
    finished: _Finished,
    error: type[Exception],
) -> Iterator[Difference]:
    """The differences in each surface; one whose check raises `error` is unreadable."""
    for surface, check in checks.items():
        try:
            yield from check(finished)
        except error as reason:
            yield unreadable(surface, str(reason))
