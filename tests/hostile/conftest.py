"""A canary next to the book, and a listener that must not be called."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CANARY = "canary-7f3a91c4"


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket on loopback; `calls` counts the connections that wait for it."""

    socket: socket.socket

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def calls(self) -> int:
        """Connections since the last count."""
        count = 0
        while True:
            try:
                connection, _ = self.socket.accept()
            except BlockingIOError:
                return count
            connection.close()
            count += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener that never answers or waits."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Listener(server)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file next to the book's folder that must not be read."""
    file = tmp_path / "canary.txt"
    file.write_text(CANARY, "utf-8")
    return file
