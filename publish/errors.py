"""Exceptions for problems of the environment, each with the exit code of its class.

A problem of content is a `Diagnostic`, not an exception: a run collects and shows all of them. What
stops a run at once (a missing library, a folder that cannot be written) is an exception.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit status of the command; the README and the handbook list them."""

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
    """Base of all errors that a user can act on; `hint` says how."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PublishError):
    """The command was called with invalid arguments."""

    exit_code = ExitCode.USAGE


class SourceChanged(PublishError):
    """The manuscript changed during the build; existing products are untouched."""

    exit_code = ExitCode.MANUSCRIPT


class MissingTool(PublishError):
    """A program, library or font is missing; the hint is the command that installs it."""

    exit_code = ExitCode.MISSING_TOOL


class LayoutError(PublishError):
    """A template or the layout engine failed, and no single line of the manuscript is the cause."""

    exit_code = ExitCode.LAYOUT


class CannotWrite(PublishError):
    """A product could not be written; an existing file is untouched."""

    exit_code = ExitCode.UNWRITABLE
