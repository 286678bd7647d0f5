"""Runs one command and tells what it took, with all processes below it (Linux).

Time is the wall clock's. CPU seconds and memory come from `wait4`, whose resource usage covers the
command and every process below it that was waited for: the seconds are their sum, the memory is the
largest resident set that any one of them ever had. What the command leaves behind is inherited
(PR_SET_CHILD_SUBREAPER, prctl(2)) and waited for too, so that nothing is missed. Linux counts into
a child's peak what its parent held when it was started, therefore this program stays small: it
imports the standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from tempfile import TemporaryFile

_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: seconds by the clock, seconds of CPU, bytes of memory, bytes written."""

    wall: float
    cpu: float
    memory: int
    size: int = 0


class Failed(Exception):
    """A command that ended badly, so that its time says nothing."""


def measure(argv: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command to its end in `folder`, its environment laid over our own.

    Raises `Failed` with its last words where its status is not 0.
    """
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with TemporaryFile() as said:
        started = time.perf_counter()
        child = subprocess.Popen(
            list(map(str, argv)),
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
        for left in _left_behind():
            cpu, memory = cpu + left.ru_utime + left.ru_stime, max(memory, left.ru_maxrss)
        if child.returncode:
            said.seek(0)
            words = " ".join(said.read().decode("utf-8", "replace").split())[-500:]
            raise Failed(f"`{Path(argv[0]).name}` ended with {child.returncode}: {words}")
    return Measured(wall, cpu, memory * 1024)


def _left_behind() -> list[struct_rusage]:
    usages = []
    while True:
        try:
            usages.append(os.wait4(-1, 0)[2])
        except ChildProcessError:
            return usages
