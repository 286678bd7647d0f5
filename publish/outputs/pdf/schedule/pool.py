"""Layout pools: one small protocol, so that a farm of machines can take the place of a process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import NamedTuple, NoReturn, Protocol, Self

from msgspec.structs import replace

from publish import external
from publish.cache import Cache
from publish.files import as_cannot_write_temporary, temporary_folder
from publish.outputs.pdf.exchange.engine_process import start_engine
from publish.outputs.pdf.exchange.failures import (
    LayoutFailed,
    decode_failure,
    disk_full,
    layout_error,
)
from publish.outputs.pdf.exchange.job_folder import TIME_LIMIT, write_font_configuration
from publish.outputs.pdf.exchange.jobs import (
    SET_UP_COMMAND,
    FontJob,
    PieceJob,
    Setup,
    encode_job,
    write_file,
)
from publish.render.mathfont import math_font

# Writes to a folder what the jobs of an edition share, and returns their setup.
PrepareFolder = Callable[[Path], Setup]
OnPages = Callable[[bytes], None]

_log = logging.getLogger(__name__)
_GRACE = 30.0  # seconds for the server to end and report a job that takes too long


class LayoutPool(AbstractContextManager["LayoutPool"], Protocol):
    """Runs layout jobs. The result of a job depends on the job and the setup alone.

    Methods raise `LayoutError` for a job that fails, `CannotWrite` when the disk is full.
    """

    def set_up(self, prepare: PrepareFolder) -> None:
        """Prepare for the jobs of another edition; none is running."""
        ...

    def submit(self, job: PieceJob | FontJob, on_pages: OnPages | None = None) -> int:
        """Accept a job; returns its number. While it is waited for, `on_pages` gets the pages with
        a change."""
        ...

    def result(self, number: int) -> bytes:
        """The result of a job, once; waits for it."""
        ...


class ForkServerPool:
    """A server in a process of its own that forks a child for each job.

    It starts with the context, so that it imports the engine while the build does something else.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._resources = ExitStack()
        self._jobs: list[_Subject] = []  # by their numbers, from 1
        self._done: set[int] = set()
        self._on_pages: dict[int, OnPages | None] = {}

    def __enter__(self) -> Self:
        self._folder = self._resources.enter_context(temporary_folder())
        with as_cannot_write_temporary():
            # The server can warm up with any font; those of the theme come with the setup.
            write_font_configuration(self._folder, [math_font()])
            self._server = self._resources.enter_context(
                start_engine("server", self._folder, self._cache)
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._resources.close()  # an exception in the block is not the folder's

    def end(self) -> None:
        """End the server without waiting for its end, which takes long in a large process."""
        self._server.kill()

    def set_up(self, prepare: PrepareFolder) -> None:
        """See `LayoutPool`."""
        with as_cannot_write_temporary():
            write_file(self._folder, prepare(self._folder))
        self._server.send(SET_UP_COMMAND)

    def submit(self, job: PieceJob | FontJob, on_pages: OnPages | None = None) -> int:
        """See `LayoutPool`."""
        self._jobs.append(_Subject(job.title, getattr(job, "section_id", None)))
        number = len(self._jobs)
        self._on_pages[number] = on_pages
        with as_cannot_write_temporary():
            self._pages_of(number).unlink(missing_ok=True)  # of an earlier job with this number
            (self._folder / f"{number}.job").write_bytes(encode_job(job))
        self._server.send(str(number))
        return number

    def result(self, number: int) -> bytes:
        """See `LayoutPool`."""
        while number not in self._done:
            status, finished, reason = (*self.receive().split(" ", 2), "")[:3]
            if status == "pages":
                self._take_pages(int(finished))
                continue
            if status != "done":
                _raise_failure(status, self._jobs[int(finished) - 1], reason)
            self._done.add(int(finished))
        file = self._folder / f"{number}.object"
        with as_cannot_write_temporary():
            content = file.read_bytes()
            file.unlink()
        return content

    def _take_pages(self, number: int) -> None:
        """Hand on the pages of a job; those of one that was abandoned are gone."""
        on_pages, file = self._on_pages.get(number), self._pages_of(number)
        if on_pages and file.exists():
            on_pages(file.read_bytes())

    def _pages_of(self, number: int) -> Path:
        return self._folder / f"{number}.pages"

    def receive(self) -> str:
        """The next answer of the server."""
        try:
            while (line := self._server.receive(TIME_LIMIT + _GRACE)).startswith("left-out "):
                _, speedup, reason = line.split(" ", 2)
                _log.info("the layout does without the speed-up `%s`: %s", speedup, reason)
        except external.ToolFailed as error:
            raise layout_error(error) from error
        return line


class _Subject(NamedTuple):
    """What a job lays out, for messages; `section_id` is that of a piece."""

    title: str
    section_id: str | None


def _raise_failure(status: str, job: _Subject, reason: str) -> NoReturn:
    if status == "full":
        raise disk_full(reason)
    section_id, hint = "", "choose another font"
    if job.section_id is not None:
        section_id, hint = job.section_id, "remove or simplify the content at this place"
    failure = decode_failure(reason)
    failure = replace(failure, hint=failure.hint or f"{hint}, or try --no-link")
    message = f"the layout of “{job.title}” failed: {failure.message}"
    raise LayoutFailed(message, failure, section_id)
