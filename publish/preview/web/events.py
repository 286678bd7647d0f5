"""The events that browsers wait for: server-sent events, in the order in which they were told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

_WAITING = 32  # events of a browser that does not listen; then the oldest are left out
_SILENCE = 15.0  # seconds after which a browser hears that the connection is alive


def event(name: str, data: str, number: int) -> bytes:
    """An event with its number, whose data are one line."""
    return f"id: {number}\nevent: {name}\ndata: {data}\n\n".encode()


class Events:
    """Hands events to all browsers that listen, and the last of each kind to one that comes."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes]] = set()
        self._number = 0
        self._last: dict[str, tuple[int, bytes]] = {}

    def tell_state(self, data: str) -> None:
        """Tell the state of the views, which has all that a browser needs."""
        self._tell("state", data)

    def tell_place(self, data: str) -> None:
        """Tell where to scroll to."""
        self._tell("place", data)

    def _tell(self, name: str, data: str) -> None:
        self._number += 1
        content = event(name, data, self._number)
        self._last[name] = self._number, content
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(content)

    async def listen(self, since: int | None = None) -> AsyncIterator[bytes]:
        """All events from now on, beginning with the state.

        A browser that comes back after a break has had those up to the number `since`.
        """
        queue: asyncio.Queue[bytes] = asyncio.Queue(_WAITING)
        for name, (number, content) in self._last.items():
            if name == "state" or (since is not None and number > since):
                queue.put_nowait(content)
        self._listeners.add(queue)
        try:
            while True:
                content = b": alive\n\n"
                with suppress(TimeoutError):
                    content = await asyncio.wait_for(queue.get(), _SILENCE)
                yield content
        finally:
            self._listeners.discard(queue)
