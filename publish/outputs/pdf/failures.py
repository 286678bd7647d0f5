"""What is told of an engine that ended badly."""

from __future__ import annotations

from publish.errors import CannotWrite, ExitCode, LayoutError, PublishError
from publish.external import ToolFailed
from publish.files import PASSING_HINT


def failure(error: ToolFailed) -> PublishError:
    """The error of a layout whose process ended, or did not answer."""
    if error.completed and error.completed.status == ExitCode.UNWRITABLE:
        return no_room(error.hint or "")
    return LayoutError(f"the layout failed: {error.message}", hint=error.hint)


def no_room(why: str) -> CannotWrite:
    """The error of a layout that the disk has no room for."""
    return CannotWrite(f"the layout cannot be written: {why}", hint=PASSING_HINT)
