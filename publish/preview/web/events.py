"""The events that browsers wait for: server-sent events, in the order in which they were told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

_WAITING = 32  # events of a browser that does not listen; then the oldest are left out
_SILENCE = 15.0  # seconds after which a browser hears that the connection is alive


def event(name: str, data: str) -> bytes:
    """An event, whose data are one line."""
    return f"event: {name}\ndata: {data}\n\n".encode()


class Events:
    """Hands events to all browsers that listen; a new one first gets the last state."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes]] = set()
        self._state: bytes | None = None

    def tell_state(self, data: str) -> None:
        """Tell the state of the views."""
        self._state = event("state", data)
        self._tell(self._state)

    def tell_place(self, data: str) -> None:
        """Tell where to scroll to."""
        self._tell(event("place", data))

    def _tell(self, content: bytes) -> None:
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(content)

    async def listen(self) -> AsyncIterator[bytes]:
        """All events from now on, beginning with the state."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(_WAITING)
        if self._state is not None:
            queue.put_nowait(self._state)
        self._listeners.add(queue)
        try:
            while True:
                content = b": alive\n\n"
                with suppress(TimeoutError):
                    content = await asyncio.wait_for(queue.get(), _SILENCE)
                yield content
        finally:
            self._listeners.discard(queue)
