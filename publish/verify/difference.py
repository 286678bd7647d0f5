"""What `verify` finds: a surface of a file that shows a section other than the book has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

import msgspec

from publish.diagnostics import Diagnostic, Location
from publish.model.section import Section, heading_text


class Code(StrEnum):
    """The codes of this part of `verify`, one for each kind of difference."""

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


class Difference(msgspec.Struct, frozen=True):
    """One place where file and book differ.

    `surface` names where in the file ("nav", "outline"), `subject` the section or other thing
    shown there, `aspect` what of it differs; `expected` is the book's value, `found` the file's.
    """

    code: Code
    surface: str
    subject: str
    aspect: str
    expected: str
    found: str

    def diagnostic(self, path: str) -> Diagnostic:
        """The difference as it is told to the user."""
        message = (
            f"{self.surface}: {self.subject}: {self.aspect}: "
            f"expected {self.expected}, found {self.found}"
        )
        return Diagnostic(self.code, message, Location(path))


def name(section: Section) -> str:
    """How messages name a section: its heading and its id."""
    return f"section “{heading_text(section)}” (#{section.id})"


def quoted(text: str | None) -> str:
    """A value as messages show it; None is shown as nothing."""
    return "nothing" if text is None else f"“{text}”"


def unreadable(surface: str, why: str) -> Difference:
    """A surface that cannot be read at all."""
    return Difference(Code.UNREADABLE, surface, "the file", "reading", "this surface", quoted(why))


_Finished = TypeVar("_Finished")


def every_surface(
    surfaces: Mapping[str, Callable[[_Finished], Iterator[Difference]]],
    finished: _Finished,
    broken: type[Exception],
) -> Iterator[Difference]:
    """What the surfaces of a finished file show; one that raises `broken` cannot be read."""
    for surface, read in surfaces.items():
        try:
            yield from read(finished)
        except broken as error:
            yield unreadable(surface, str(error))
