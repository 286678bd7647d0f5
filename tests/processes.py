"""The processes of the machine, as its /proc shows them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.machine import need_proc

_END = 10.0  # seconds for a process that has been killed to be gone, on a busy machine
_MOMENT = 0.05


def children(process: int) -> list[int]:
    """The processes that a process has started, without those that have ended."""
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    except OSError:
        return []
    return [int(number) for number in listed.split()]


def descendants(process: int) -> Iterator[int]:
    """The children of a process, and theirs."""
    for child in children(process):
        yield child
        yield from descendants(child)


def command_line(process: int) -> bytes:
    """The words of a process, each ended by a zero byte; none of a process that has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def still_running(processes: list[int]) -> list[int]:
    """Those that have not ended after some seconds, since a child of a killed process is killed a
    moment after it."""
    need_proc()
    deadline = time.monotonic() + _END
    while (left := [each for each in processes if _is_running(each)]) and (
        time.monotonic() < deadline
    ):
        time.sleep(_MOMENT)
    return left


def _is_running(process: int) -> bool:
    """Whether a process has not ended; a zombie has."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
