"""Faults that the rules of the parser find: collected in its environment, reported afterwards."""

from __future__ import annotations

from typing import Any

import msgspec
from markdown_it.token import Token

from publish.diagnostics import Severity

FAULTS = "faults"  # the key of the environment


class LineFault(msgspec.Struct, frozen=True):
    """What is wrong with a block, and the line that it begins on; the rest as of a diagnostic."""

    code: str
    line: int
    message: str
    severity: Severity = Severity.ERROR
    hint: str | None = None
    kind: str = ""
    count: int = 1


def add_fault(environment: Any, fault: LineFault) -> None:
    """Add a fault to those of the environment."""
    environment.setdefault(FAULTS, []).append(fault)


def line_of(token: Token, offset: int = 0) -> int:
    """The line of a block, or of a position in its content; 0 where it is not known."""
    return (token.map[0] + 1 if token.map else 0) + token.content.count("\n", 0, offset)
