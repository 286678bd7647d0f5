"""Who lays pieces out: one small protocol, so that a farm of machines can take its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

import msgspec

from publish import external
from publish.errors import CannotWrite, LayoutError
from publish.outputs.pdf.job import FaceJob, PieceJob, Setup, encode_job, write_setup

FONTS = "fonts.conf"
_MEMORY = 6_000_000_000  # bytes of address space of each process; a chapter takes a twentieth
_SECONDS = 600.0
_MANY = 4  # jobs; to warm up takes as long as it saves in so many

# fontTools stamps the fonts that it cuts out of variable ones with the time, or with this.
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0", "TZ": "UTC"}


class Press(AbstractContextManager["Press"], Protocol):
    """Does jobs of the layout. What a job makes depends on the job and the setup alone."""

    def set_up(self, prepare: Callable[[], Setup]) -> None:
        """Take how to get what all jobs share; it is called when there are any."""
        ...

    def do(self, jobs: Mapping[str, PieceJob | FaceJob]) -> Iterator[tuple[str, bytes]]:
        """What each job makes, by its name, in the order in which they end.

        Raises `LayoutError` for a job that fails, `CannotWrite` when the disk is full.
        """
        ...


class Pool:
    """A server in a process of its own that forks a child for each job.

    `folder` is where they exchange files; the configuration of the fonts belongs there as
    `FONTS`. It starts with the context, so that it imports the engine while we do something else.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._set_up = False
        self._count = 0

    def __enter__(self) -> Self:
        self._server = external.Conversation(
            "publish.outputs.pdf.layout.server",
            self._folder,
            errors=self._folder / "errors",
            memory=_MEMORY,
            environment={
                **_ENVIRONMENT,
                "FONTCONFIG_FILE": str(self._folder / FONTS),
                "TMPDIR": str(self._folder),  # the engine's own files go with the folder
            },
        )
        return self

    def __exit__(self, *reason: object) -> None:
        self._server.__exit__(*reason)

    def set_up(self, prepare: Callable[[], Setup]) -> None:
        """How to get what all jobs share, once there are any."""
        self._prepare = prepare

    def _await(self, jobs: int) -> external.Conversation:
        """The server, which warms up where there are enough jobs to gain by it."""
        if not self._set_up:
            write_setup(self._folder, msgspec.structs.replace(self._prepare(), warm=jobs >= _MANY))
            self._server.say("ready")
            self._set_up = True
        return self._server

    def do(self, jobs: Mapping[str, PieceJob | FaceJob]) -> Iterator[tuple[str, bytes]]:
        """As the protocol says."""
        server = self._await(len(jobs))
        waiting: dict[str, str] = {}
        for name, job in jobs.items():
            self._count += 1
            number = str(self._count)
            waiting[number] = name
            (self._folder / f"{number}.job").write_bytes(encode_job(job))
            server.say(number)
        while waiting:
            status, number, why = (*_hear(server).split(" ", 2), "")[:3]
            name = waiting.pop(number)
            if status != "done":
                _refuse(status, jobs[name].title, why)
            made = self._folder / f"{number}.object"
            yield name, made.read_bytes()
            made.unlink()


class Here:
    """Does jobs in this process, one after the other: for tests, and to look into the engine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def set_up(self, prepare: Callable[[], Setup]) -> None:
        """How to get what all jobs share."""
        os.environ.update(_ENVIRONMENT, FONTCONFIG_FILE=str(self._folder / FONTS))
        from publish.outputs.pdf.layout import internals
        from publish.outputs.pdf.layout.worker import Worker

        internals.install()
        self._worker = Worker(self._folder, prepare())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def do(self, jobs: Mapping[str, PieceJob | FaceJob]) -> Iterator[tuple[str, bytes]]:
        """As the protocol says."""
        for name, job in jobs.items():
            yield name, self._worker.do(encode_job(job))


def _hear(server: external.Conversation) -> str:
    try:
        return server.hear(_SECONDS)
    except external.ToolFailed as error:
        if error.completed and error.completed.status == CannotWrite.exit_code:
            raise _no_room(error.hint or "") from error
        raise LayoutError(f"the layout failed: {error.message}", hint=error.hint) from error


def _refuse(status: str, name: str, why: str) -> None:
    if status == "full":
        raise _no_room(why)
    message, _, hint = why.partition("\x1f")
    raise LayoutError(f"the layout of “{name}” failed: {message}", hint=hint or None)


def _no_room(why: str) -> CannotWrite:
    message = f"the layout cannot be written: {why}"
    return CannotWrite(message, hint="free space, or set TMPDIR to another folder")
