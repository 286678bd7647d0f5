"""`publish preview` and `publish watch`: the main process, which builds after each save."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from publish import external
from publish.context import Context
from publish.files import temporary_folder
from publish.files.shipped import shipped
from publish.outputs.pdf.schedule.pool import ForkServerPool
from publish.preview.builder import Builder
from publish.preview.exchange import Ready, Setup, State, Told, encode

_START = 30.0  # seconds for a process to begin
_LONG = 86_400.0  # seconds; waiting for a save begins again
_TOKEN = 24  # bytes


class Options(msgspec.Struct, frozen=True):
    """How a book is shown: at which port, in which editions, and how its files are watched."""

    editions: Sequence[str] = ()
    port: int = 0
    editor: str = ""
    poll: bool = False


def preview(
    folder: Path,
    options: Options,
    context: Context,
    on_ready: Callable[[str, str], None],
) -> None:
    """Show a book in the browser until the process is ended.

    `on_ready` gets the address, and why all files are looked at, if they are.
    """
    with temporary_folder() as scratch:
        setup = Setup(
            book=str(folder.absolute()),
            poll=options.poll,
            versions=str(scratch / "versions"),
            client=str(shipped("templates") / "preview"),
            token=secrets.token_urlsafe(_TOKEN),
            port=options.port,
            editor=options.editor,
        )
        with ForkServerPool(context.cache) as pool, _process("web", setup, scratch) as web:
            ready = _told(web, Ready, _START)
            on_ready(f"http://127.0.0.1:{ready.port}/{setup.token}/", ready.polls)

            def tell(state: State) -> None:
                web.send(encode(state))

            builder = Builder(folder, options.editions, Path(setup.versions), pool, context, tell)
            while True:
                builder.build()
                _wait_for_save(web)


@contextmanager
def _process(module: str, setup: Setup, scratch: Path) -> Iterator[external.LineProcess]:
    """A process of this package, which was told what it begins with."""
    folder = scratch / module
    folder.mkdir()
    name = f"publish.preview.{module}"
    with external.LineProcess(name, folder=folder, environment={}) as process:
        process.send(encode(setup))
        yield process


def _told(process: external.LineProcess, kind: type[Ready], timeout: float) -> Ready:
    message = msgspec.json.decode(process.receive(timeout), type=Told)
    assert isinstance(message, kind)
    return message


def _wait_for_save(process: external.LineProcess) -> None:
    while True:
        try:
            process.receive(_LONG)
        except external.TimedOut:
            continue
        return
