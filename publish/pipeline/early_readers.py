"""Processes that read products back, started before there is a book in memory, which they lack."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

from publish.context import Context
from publish.model.formats import Format, resolve
from publish.processes import Receive, WaitingTask, can_be_copied


def start_readers(
    formats: Mapping[str, Format], context: Context, stack: ExitStack
) -> dict[str, WaitingTask[Any]]:
    """A process for each of some editions whose format has a `reader`, which is called there with
    the context and what receives; it ends with the stack. None where nothing may be copied."""
    if context.copies == 1 or not can_be_copied():
        return {}
    return {
        edition: stack.enter_context(WaitingTask(partial(_read, each.reader, context)))
        for edition, each in formats.items()
        if each.reader
    }


def _read(reader: str, context: Context, receive: Receive) -> Any:
    begin = receive()  # before what takes long to import, since most wait in vain
    return resolve(reader)(context, begin, receive)
