"""Refuses requests that do not come from the page of the preview itself.

A page of another site could reach this machine by a name of its own (DNS rebinding), which the
Host tells, or by the browser of the user, which the Origin tells. Another user of the machine does
not know the token.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from secrets import compare_digest
from typing import Any

import msgspec

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard(msgspec.Struct, frozen=True):
    """Lets requests pass whose Host, Origin and token are those of the preview."""

    application: Application
    port: int
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if self._is_ours(headers) and self._has_token(scope["path"]):
            await self.application(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 403, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": b"refused\n"})

    def _is_ours(self, headers: Mapping[bytes, str]) -> bool:
        hosts = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        origin = headers.get(b"origin")
        ours = origin is None or origin.removeprefix("http://") in hosts
        # What another site loads into its own page has no Origin, but browsers say so here.
        site = headers.get(b"sec-fetch-site", "none")
        return headers.get(b"host") in hosts and ours and site in ("none", "same-origin")

    def _has_token(self, path: str) -> bool:
        given = path.split("/", 2)[1] if path.startswith("/") else ""
        return compare_digest(given.encode(), self.token.encode()) and path.count("/") > 1


_HEADERS = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
