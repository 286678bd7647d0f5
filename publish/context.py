"""The context of a run: what every stage of a build may use, handed down from the top."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Self

import msgspec

from publish.cache import NO_CACHE, Cache
from publish.diagnostics import Report
from publish.external import available_cores

ProgressCallback = Callable[[str], None]


def no_progress(_: str) -> None:
    """The progress of a run that nobody watches."""


class Context(msgspec.Struct, frozen=True):
    """The cache, the report, the progress callback, and how many processes may work in parallel.

    By default it caches nothing and works in one process.
    """

    report: Report = msgspec.field(default_factory=Report)
    cache: Cache = NO_CACHE
    progress: ProgressCallback = no_progress
    processes: int = 1

    def with_report(self, report: Report) -> Self:
        """The same context with a report of its own, for a part of the run."""
        return msgspec.structs.replace(self, report=report)


def safe_processes() -> int:
    """How many processes a run may use: one per core, or one where this process has threads.

    A process with several threads cannot be forked safely (pthread_atfork(3)).
    """
    return available_cores() if threading.active_count() == 1 else 1
