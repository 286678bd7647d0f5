"""A layout pool in this process."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import Self

from publish.files import temporary_folder
from publish.outputs.pdf.exchange.job_folder import engine_environment
from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob, encode_job
from publish.outputs.pdf.schedule.pool import OnPages, PrepareFolder


class InProcessPool:
    """Runs jobs in this process, one after the other: for tests, and to debug the engine.

    The engine is patched for good, and so is the environment of the process.
    """

    def __init__(self) -> None:
        self._resources = ExitStack()
        self._jobs: list[bytes] = []

    def __enter__(self) -> Self:
        self._folder = self._resources.enter_context(temporary_folder())
        os.environ.update(engine_environment(self._folder))
        return self

    def __exit__(self, *_: object) -> None:
        self._resources.close()

    def set_up(self, prepare: PrepareFolder) -> None:
        """See `LayoutPool`."""
        from publish.outputs.pdf.layout import patches

        patches.apply()
        from publish.outputs.pdf.layout.worker import Worker  # uses the patched engine

        self._worker = Worker(self._folder, prepare(self._folder))

    def submit(self, job: PieceJob | FontJob, _on_pages: OnPages | None = None) -> int:
        """See `LayoutPool`; no pages are handed out before the others."""
        self._jobs.append(encode_job(job))
        return len(self._jobs)

    def result(self, number: int) -> bytes:
        """See `LayoutPool`."""
        return self._worker.do(self._jobs[number - 1])
