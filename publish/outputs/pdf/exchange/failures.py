"""Why a layout failed, from its process to ours."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from publish.errors import CannotWrite, ExitCode, LayoutError, PublishError
from publish.external import TimedOut, ToolFailed
from publish.files import TEMPORARY_HINT


class FailureCause(msgspec.Struct, frozen=True):
    """Why a layout failed. `element_text` begins the element at fault, where that is known.

    `rule_lines` are the lines of the style sheet that may have caused it, the likeliest first.
    """

    message: str
    hint: str = ""
    element_text: str = ""
    rule_lines: list[int] = []


class LayoutFailed(LayoutError):
    """A layout that failed; `section_id` is the first in the piece, "" for a whole document."""

    def __init__(
        self, message: str, failure: FailureCause | None = None, section_id: str = ""
    ) -> None:
        self.failure = failure or FailureCause(message)
        super().__init__(message, hint=self.failure.hint or None)
        self.section_id = section_id


def encode_failure(failure: FailureCause) -> bytes:
    """The bytes of a failure, in one line."""
    return msgspec.json.encode(failure)


def decode_failure(line: str) -> FailureCause:
    """The failure that a process reported, or one with its last output as the message."""
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(line, type=FailureCause)
    return FailureCause(line)


def layout_error(error: ToolFailed) -> PublishError:
    """The error for a layout whose process ended, or did not answer."""
    if error.completed and error.completed.status == ExitCode.UNWRITABLE:
        return disk_full(error.hint or "")
    if isinstance(error, TimedOut) or not error.hint:
        return LayoutFailed(f"the layout failed: {error.message}")
    failure = decode_failure(error.hint)
    return LayoutFailed(f"the layout failed: {failure.message}", failure)


def disk_full(reason: str) -> CannotWrite:
    """The error for a layout that the disk has no room for."""
    return CannotWrite(f"the layout cannot be written: {reason}", hint=TEMPORARY_HINT)
