"""Runs a command and measures it with all its descendant processes (Linux).

Time is wall-clock time. CPU seconds and memory come from `wait4`, whose resource usage covers the
command and every descendant that was waited for: the seconds are their sum, the memory is the
largest resident set of any of them. Orphaned descendants are inherited (PR_SET_CHILD_SUBREAPER,
prctl(2)) and waited for too. Linux includes the memory of the parent at the start in the peak of a
child, so this program stays small: it imports only the standard library.
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
class Measurement:
    """One run: wall-clock seconds, CPU seconds, bytes of memory, bytes of the products."""

    wall: float
    cpu: float
    memory: int
    size: int = 0


class CommandFailed(Exception):
    """A command that failed, so that its time is meaningless."""


def measure(
    argv: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
) -> Measurement:
    """Run a command in `folder`, with additions to the environment.

    Raises `CommandFailed` with the end of its output if its exit code is not 0.
    """
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with TemporaryFile() as output:
        started = time.perf_counter()
        child = subprocess.Popen(
            list(map(str, argv)),
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
        for other in _wait_for_others():
            cpu, memory = cpu + other.ru_utime + other.ru_stime, max(memory, other.ru_maxrss)
        if child.returncode:
            output.seek(0)
            words = " ".join(output.read().decode("utf-8", "replace").split())[-500:]
            raise CommandFailed(f"`{Path(argv[0]).name}` ended with {child.returncode}: {words}")
    return Measurement(wall, cpu, memory * 1024)


def _wait_for_others() -> list[struct_rusage]:
    usages = []
    while True:
        try:
            usages.append(os.wait4(-1, 0)[2])
        except ChildProcessError:
            return usages
