"""`python -m publish.preview.web`: serves the views of a book to the browser, and watches it."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys

import msgspec
import uvicorn

from publish.external import die_with_parent
from publish.preview.exchange import PORT_TAKEN, Ready, Setup
from publish.preview.watching import reason_to_poll, say, tell
from publish.preview.web.app import Preview
from publish.preview.web.events import Events

_LOOPBACK = "127.0.0.1"
_LINE = 16_000_000  # bytes of a state, with all diagnostics


async def _serve(setup: Setup, listener: socket.socket) -> None:
    """Serve, watch and take states until the main process ends."""
    port = listener.getsockname()[1]
    preview = Preview(setup)
    config = uvicorn.Config(
        preview.application(port),
        access_log=False,
        http="h11",
        lifespan="off",
        log_config=None,
        server_header=False,
        ws="none",
    )
    say(Ready(port, reason_to_poll(setup)))
    tasks = (uvicorn.Server(config).serve([listener]), tell(setup, say))
    states = asyncio.create_task(_take_states(preview.events))
    running = [states, *map(asyncio.create_task, tasks)]
    ended, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        task.result()


async def _take_states(events: Events) -> None:
    """Hand the states of the main process to the browsers."""
    reader = asyncio.StreamReader(_LINE)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        events.tell_state(line.decode().rstrip("\n"))


def _first_line(handle: int) -> bytes:
    """The first line of a stream; what comes after it is left for the loop."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(handle, 1)):
        line += byte
    return line


def main() -> None:
    """Serve the book that the first line names."""
    die_with_parent()
    setup = msgspec.json.decode(_first_line(sys.stdin.fileno()), type=Setup)
    try:
        listener = socket.create_server((_LOOPBACK, setup.port))
    except OSError as error:
        sys.exit(PORT_TAKEN if error.errno == errno.EADDRINUSE else str(error))
    with listener:
        asyncio.run(_serve(setup, listener))


if __name__ == "__main__":
    main()
