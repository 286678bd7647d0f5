"""`publish preview`: the main process, which builds after each save."""

from __future__ import annotations

import secrets
import select
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from publish import external
from publish.context import Context
from publish.errors import PublishError, UsageError
from publish.files import temporary_folder
from publish.files.shipped import shipped
from publish.outputs.pdf.schedule.kept_pool import KeptPools
from publish.preview.builder import Builder
from publish.preview.exchange import PORT_TAKEN, Ready, Setup, State, Told, encode
from publish.processes import ForkedTask

_START = 30.0  # seconds for a process to begin
_LONG = 3600.0  # seconds to wait for a save, before waiting again
_SOON = 0.1  # seconds between a change of a file and its event
_TOKEN_BYTES = 24
T = TypeVar("T")


class Options(msgspec.Struct, frozen=True):
    """How a book is shown: at which port, in which editions, and how its files are watched."""

    editions: Sequence[str] = ()
    port: int = 0
    editor: str = ""
    poll: bool = False


class Saves:
    """The saves that another process tells of."""

    def __init__(self, process: external.LineProcess) -> None:
        self._process = process

    def wait(self, task: ForkedTask[T] | None = None) -> bool:
        """Whether a file was saved; waits for that or for a task, without one not at all."""
        if self._process.has_line() or task is None:
            return self._process.has_line()
        handle = self._process.fileno()
        ready, _, _ = select.select([handle, task.fileno()], [], [])
        return handle in ready

    def take(self, timeout: float | None = None) -> None:
        """Wait for a save, and take all that there are."""
        while not self._process.has_line(timeout or _LONG) and timeout is None:
            pass
        while self._process.has_line():
            self._process.receive(_SOON)


def preview(
    folder: Path, options: Options, context: Context, on_ready: Callable[[str, str], None]
) -> None:
    """Show a book in the browser until the process is ended.

    `on_ready` gets the address, and why all files are looked at, if they are.
    """
    with temporary_folder() as scratch, KeptPools(context.cache) as pools:
        pools.current()  # it starts while the book is read
        setup = Setup(
            book=str(folder.absolute()),
            poll=options.poll,
            versions=str(scratch / "versions"),
            client=str(shipped("templates") / "preview"),
            token=secrets.token_urlsafe(_TOKEN_BYTES),
            port=options.port,
            editor=options.editor,
        )
        with watching_process("web", setup, scratch) as (web, ready):
            on_ready(f"http://127.0.0.1:{ready.port}/{setup.token}/", ready.polls)

            def tell(state: State) -> None:
                web.send(encode(state))

            saves, root = Saves(web), Path(setup.versions)
            builder = Builder(folder, options.editions, root, pools, context, tell, saves)
            while True:
                is_complete = builder.build()
                saves.take(None if is_complete else _SOON)


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
