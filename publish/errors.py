"""Exceptions for a broken environment, each with the exit code of its class.

A problem of content is a `Diagnostic`, not an exception: all of a run are collected and shown. What
stops a run at once (a missing library, a folder that cannot be written) is raised from here.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command returns to the shell; the README and the handbook list them."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    MANIFEST = 3
    MANUSCRIPT = 4
    MISSING_TOOL = 5
    LAYOUT = 6
    UNWRITABLE = 7
    VERIFICATION = 8
    STRICT = 9
    INTERRUPTED = 130


class PublishError(Exception):
    """Base of all errors that a user can act on; `hint` tells the way out."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PublishError):
    """The command was called with words that do not fit."""

    exit_code = ExitCode.USAGE


class SourceChanged(PublishError):
    """The manuscript was changed while the book was made; what stood in its place is untouched."""

    exit_code = ExitCode.MANUSCRIPT


class MissingTool(PublishError):
    """A program, library or font that the machine lacks; the hint is the line that installs it."""

    exit_code = ExitCode.MISSING_TOOL


class LayoutError(PublishError):
    """A template or the layout engine failed in a way that no single line of text explains."""

    exit_code = ExitCode.LAYOUT


class CannotWrite(PublishError):
    """A product could not be written; what stood there before is untouched."""

    exit_code = ExitCode.UNWRITABLE
