"""`publish preview`: the main process, which builds after each save."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from publish.context import Context
from publish.files import temporary_folder
from publish.files.shipped import shipped
from publish.outputs.pdf.schedule.kept_pool import KeptPools
from publish.preview.builder import Builder
from publish.preview.exchange import Setup, State, encode
from publish.preview.saves import SOON, Saves, watching_process

_TOKEN_BYTES = 24


class Options(msgspec.Struct, frozen=True):
    """How a book is shown: at which port, in which editions, and how its files are watched."""

    editions: Sequence[str] = ()
    port: int = 0
    editor: str = ""
    poll: bool = False


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
                saves.take(None if is_complete else SOON)
