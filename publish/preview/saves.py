"""The saves of a book, which a process of its own tells of."""

from __future__ import annotations

import gc
import select
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import msgspec

from publish import external
from publish.errors import PublishError, UsageError
from publish.preview.exchange import PORT_TAKEN, Ready, Setup, Told, encode

_START = 30.0  # seconds for a process to begin
_LONG = 3600.0  # seconds to wait for a save, before waiting again
SOON = 0.1  # seconds between a change of a file and its event
_BUILDS = 8  # after which their garbage is collected even if somebody saves again and again


class HasFileno(Protocol):
    """What can be waited for."""

    def fileno(self) -> int:
        """Its handle."""
        ...


class SavedAgain(Exception):
    """A file was saved while something was made of an earlier text."""


class Saves:
    """The saves that another process tells of."""

    def __init__(self, process: external.LineProcess) -> None:
        external.share_free_memory()  # builds have threads, and there is one after each save
        self._process = process
        self._builds = 0

    def is_saved(self) -> bool:
        """Whether a file was saved."""
        return self._process.has_line()

    def wait(self, *others: HasFileno) -> HasFileno:
        """The first of some others that can be read; raises `SavedAgain` if a file was saved."""
        self.stop_if_saved()
        ready, _, _ = select.select([self._process, *others], [], [])
        if self._process in ready:
            raise SavedAgain
        return next(each for each in others if each in ready)

    def take(self, timeout: float | None = None) -> None:
        """Wait for a save after a build, and take all that there are."""
        self._builds += 1
        if self._builds % _BUILDS == 0 or not self.is_saved():
            gc.collect()  # books are large, and the threshold of one build is high
            external.return_free_memory()
        while not self._process.has_line(timeout or _LONG) and timeout is None:
            pass
        while self._process.has_line():
            self._process.receive(SOON)

    def stop_if_saved(self, _: str = "") -> None:
        """Raise `SavedAgain` if a file was saved; also as a progress callback."""
        if self.is_saved():
            raise SavedAgain


@contextmanager
def watching_process(
    module: str, setup: Setup, scratch: Path
) -> Iterator[tuple[external.LineProcess, Ready]]:
    """A process of this package that watches a book, and what it told when it was ready."""
    folder = scratch / module
    folder.mkdir()
    name = f"publish.preview.{module}"
    with external.LineProcess(name, folder=folder, environment={}) as process:
        process.send(encode(setup))
        yield process, _ready(process, setup)


def _ready(process: external.LineProcess, setup: Setup) -> Ready:
    try:
        message = msgspec.json.decode(process.receive(_START), type=Told)
    except external.ToolFailed as error:
        if setup.port and error.hint == PORT_TAKEN:
            hint = "choose another one, or leave --port out"
            raise UsageError(f"the port {setup.port} is in use", hint=hint) from error
        raise PublishError(f"the preview did not start: {error.hint or error.message}") from error
    assert isinstance(message, Ready), "it is the first message"
    return message
