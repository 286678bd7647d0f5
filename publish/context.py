"""The context of a run: what every stage of a build may use, handed down from the top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import msgspec

from publish.cache import NO_CACHE, Cache
from publish.diagnostics import Report
from publish.external import available_cores
from publish.processes import WaitingTask

ProgressCallback = Callable[[str], None]


def no_progress(_: str) -> None:
    """The progress of a run that nobody watches."""


class Context(msgspec.Struct, frozen=True):
    """The cache, the report, the progress callback, and how many processes may work in parallel.

    Unless it `forks`, this process is not copied: only the processes of the layout, which are
    programs of their own, then work in parallel (a process with threads cannot be forked safely,
    pthread_atfork(3)). By default nothing is cached and one process works. With `while_parsing`, a
    copy parses the first new text of the book, and this process calls it meanwhile.
    `added_editions` are tables of editions that a request has besides those of the manifest, and
    `readers` wait for the products of some editions, to read them back.
    """

    report: Report = msgspec.field(default_factory=Report)
    cache: Cache = NO_CACHE
    progress: ProgressCallback = no_progress
    processes: int = 1
    forks: bool = False
    while_parsing: Callable[[], None] | None = None
    added_editions: Mapping[str, Mapping[str, object]] = msgspec.field(default_factory=dict)
    readers: Mapping[str, WaitingTask[Any]] = msgspec.field(default_factory=dict)

    @property
    def copies(self) -> int:
        """How many copies of this process may work in parallel, itself included."""
        return self.processes if self.forks else 1

    def with_report(self, report: Report) -> Self:
        """The same context with a report of its own, for a part of the run."""
        return msgspec.structs.replace(self, report=report)


def make_context(
    *, cache: bool | Path = True, progress: ProgressCallback | None = None, forks: bool = False
) -> Context:
    """The context of a call; `cache` is the user's, none, or a folder.

    With `forks` the process is forked to work in parallel, which no other thread survives.
    """
    if isinstance(cache, Path):
        chosen = Cache(cache.absolute())
    else:
        chosen = Cache.default() if cache else NO_CACHE
    return Context(Report(), chosen, progress or no_progress, available_cores(), forks=forks)
