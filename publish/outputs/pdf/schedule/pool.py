"""Who lays pieces out: one small protocol, so that a farm of machines can take its place."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Protocol, Self

from msgspec.structs import replace

from publish import external
from publish.cache import Cache
from publish.files import as_cannot_write_temporary, temporary_folder
from publish.outputs.pdf.exchange.failures import (
    LayoutFailed,
    decode_failure,
    disk_full,
    layout_error,
)
from publish.outputs.pdf.exchange.job_folder import (
    MEMORY_LIMIT,
    TIME_LIMIT,
    engine_environment,
    write_font_configuration,
)
from publish.outputs.pdf.exchange.jobs import (
    SET_UP_COMMAND,
    FontJob,
    PieceJob,
    Setup,
    encode_job,
    write_setup,
)
from publish.render.mathfont import math_font

# Lays out in a folder what the jobs of an edition share, and tells what that is.
Prepare = Callable[[Path], Setup]

_log = logging.getLogger(__name__)
_GRACE = 30.0  # seconds in which the server ends a job that takes too long, and says so


class Press(AbstractContextManager["Press"], Protocol):
    """Does jobs of the layout. What a job makes depends on the job and the setup alone.

    Each raises `LayoutError` for a job that fails, `CannotWrite` when the disk is full.
    """

    def set_up(self, prepare: Prepare) -> None:
        """Make ready for the jobs of another edition; none is under way."""
        ...

    def begin(self, job: PieceJob | FontJob) -> int:
        """Take a job; its number, by which what it makes is asked for."""
        ...

    def take(self, number: int) -> bytes:
        """What a job made, as soon as it has; asked for once."""
        ...


class Pool:
    """A server in a process of its own that forks a child for each job.

    It starts with the context, so that it imports the engine while we do something else.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._jobs: list[PieceJob | FontJob] = []  # by their numbers, from 1
        self._done: set[int] = set()

    def __enter__(self) -> Self:
        self._folder = self._open.enter_context(temporary_folder())
        with as_cannot_write_temporary():
            # With any font the server can make itself warm; those of the theme are told later.
            write_font_configuration(self._folder, [math_font()])
            self._server = self._open.enter_context(
                external.LineProcess(
                    "publish.outputs.pdf.layout",
                    "server",
                    self._folder,
                    *filter(None, [Cache.default().folder]),
                    errors=self._folder / "errors",
                    memory=MEMORY_LIMIT,
                    environment=engine_environment(self._folder),
                )
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()  # what went wrong between is no fault of the folder

    def set_up(self, prepare: Prepare) -> None:
        """As the protocol says."""
        with as_cannot_write_temporary():
            write_setup(self._folder, prepare(self._folder))
        self._server.send(SET_UP_COMMAND)

    def begin(self, job: PieceJob | FontJob) -> int:
        """As the protocol says."""
        self._jobs.append(job)
        number = len(self._jobs)
        with as_cannot_write_temporary():
            (self._folder / f"{number}.job").write_bytes(encode_job(job))
        self._server.send(str(number))
        return number

    def take(self, number: int) -> bytes:
        """As the protocol says."""
        while number not in self._done:
            status, ended, why = (*self._hear().split(" ", 2), "")[:3]
            if status != "done":
                _refuse(status, self._jobs[int(ended) - 1], why)
            self._done.add(int(ended))
        made = self._folder / f"{number}.object"
        with as_cannot_write_temporary():
            content = made.read_bytes()
            made.unlink()
        return content

    def _hear(self) -> str:
        try:
            while (line := self._server.receive(TIME_LIMIT + _GRACE)).startswith("left-out "):
                _, speedup, reason = line.split(" ", 2)
                _log.info("the layout does without the speed-up `%s`: %s", speedup, reason)
        except external.ToolFailed as error:
            raise layout_error(error) from error
        return line


class Here:
    """Does jobs in this process, one after the other: for tests, and to look into the engine."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._jobs: list[bytes] = []

    def __enter__(self) -> Self:
        self._folder = self._open.enter_context(temporary_folder())
        os.environ.update(engine_environment(self._folder))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def set_up(self, prepare: Prepare) -> None:
        """As the protocol says."""
        from publish.outputs.pdf.layout import patches

        patches.apply()
        from publish.outputs.pdf.layout.worker import Worker

        self._worker = Worker(self._folder, prepare(self._folder))

    def begin(self, job: PieceJob | FontJob) -> int:
        """As the protocol says."""
        self._jobs.append(encode_job(job))
        return len(self._jobs)

    def take(self, number: int) -> bytes:
        """As the protocol says."""
        return self._worker.do(self._jobs[number - 1])


def _refuse(status: str, job: PieceJob | FontJob, why: str) -> None:
    if status == "full":
        raise disk_full(why)
    section, way_out = "", "choose another font"
    if isinstance(job, PieceJob):
        section, way_out = job.section_id, "leave out or simplify what stands there"
    told = decode_failure(why)
    told = replace(told, hint=told.hint or f"{way_out}, or try --no-link")
    raise LayoutFailed(f"the layout of “{job.title}” failed: {told.message}", told, section)
