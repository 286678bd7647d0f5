"""What is told of an engine that ended badly, from its process to ours."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from publish.errors import CannotWrite, ExitCode, LayoutError, PublishError
from publish.external import TimedOut, ToolFailed
from publish.files import TEMPORARY_HINT


class Failure(msgspec.Struct, frozen=True):
    """Why a layout failed. `words` open the element that it failed at, where that is known.

    `rules` are the lines of the style sheet that may have led to it, the likeliest first.
    """

    message: str
    hint: str = ""
    words: str = ""
    rules: list[int] = []


class LayoutFailed(LayoutError):
    """A layout that failed; `section` is the first in the piece, "" for a whole document."""

    def __init__(self, message: str, failure: Failure | None = None, section: str = "") -> None:
        self.failure = failure or Failure(message)
        super().__init__(message, hint=self.failure.hint or None)
        self.section = section


def encode(failure: Failure) -> bytes:
    """The bytes, in one line, in which a failure leaves its process."""
    return msgspec.json.encode(failure)


def decode(said: str) -> Failure:
    """The failure that a process told, or one with its last words."""
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(said, type=Failure)
    return Failure(said)


def failure(error: ToolFailed) -> PublishError:
    """The error of a layout whose process ended, or did not answer."""
    if error.completed and error.completed.status == ExitCode.UNWRITABLE:
        return no_room(error.hint or "")
    if isinstance(error, TimedOut) or not error.hint:
        return LayoutFailed(f"the layout failed: {error.message}")
    told = decode(error.hint)
    return LayoutFailed(f"the layout failed: {told.message}", told)


def no_room(why: str) -> CannotWrite:
    """The error of a layout that the disk has no room for."""
    return CannotWrite(f"the layout cannot be written: {why}", hint=TEMPORARY_HINT)
