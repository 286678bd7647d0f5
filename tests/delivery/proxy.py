"""A line to a server that breaks after a number of bytes, and stays broken."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

from tests.delivery.servers import HOST

_PIECE = 4096


class Line:
    """The bytes that have passed, in both directions, and after how many the line breaks."""

    def __init__(self, port: int, server_port: int) -> None:
        self.port = port
        self._server_port = server_port
        self._limit: int | None = None
        self._passed = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()

    def mend(self, limit: int | None = None) -> None:
        """Begin to count anew."""
        with self._lock:
            self._limit, self._passed = limit, 0

    @property
    def passed(self) -> int:
        """How many bytes have passed."""
        return self._passed

    def carry(self, client: socket.socket) -> None:
        """Connect a client with the server, in threads, unless the line is broken."""
        if self._limit is not None and self._passed >= self._limit:
            client.close()
            return
        server = socket.create_connection((HOST, self._server_port))
        for each in (client, server):  # no waiting for more to send (Nagle)
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open |= {client, server}
        for ends in ((client, server), (server, client)):
            threading.Thread(target=self._pump, args=ends, daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_PIECE):
                target.sendall(self._allowed(data))
        self._end(source, target)

    def _allowed(self, data: bytes) -> bytes:
        """What of some data passes before the line breaks."""
        with self._lock:
            rest = len(data) if self._limit is None else max(self._limit - self._passed, 0)
            self._passed += len(data)
            ends = list(self._open)
        if rest < len(data):
            self._end(*ends)
            raise ConnectionResetError
        return data

    def _end(self, *ends: socket.socket) -> None:
        with self._lock:
            self._open -= {*ends}
        for each in ends:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextlib.contextmanager
def line_to(server_port: int) -> Iterator[Line]:
    """A line to a server on this machine."""
    with socket.create_server((HOST, 0)) as listener:
        line = Line(listener.getsockname()[1], server_port)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line.carry(listener.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield line
        listener.shutdown(socket.SHUT_RDWR)
