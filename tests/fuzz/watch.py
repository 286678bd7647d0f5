"""Watches what this process opens, moves and calls; it cannot be stopped (PEP 578)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_BY_PATH = frozenset(
    "os.mkdir os.rename os.remove os.rmdir os.symlink os.link os.chmod os.truncate os.utime".split()
)
_CALLS = frozenset(
    "socket.connect socket.getaddrinfo socket.gethostbyname os.system os.exec".split()
)


class Watch:
    """Records each write outside `place`, each network call, and each program not of ours."""

    def __init__(self) -> None:
        self.place = Path("/nowhere")
        self.events: list[str] = []
        sys.addaudithook(self._record)

    def take(self) -> list[str]:
        """The events since the last call."""
        events, self.events = self.events, []
        return events

    def _record(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if (flags or 0) & _WRITES or set(mode or "") & set("wxa+"):
                self._check(event, path)
        elif event in _BY_PATH:
            self._check(event, arguments[0])
        elif event in _CALLS:
            self.events.append(f"{event} {arguments[1:]}")
        elif event == "subprocess.Popen" and "publish." not in " ".join(map(str, arguments[1])):
            self.events.append(f"{event} {arguments[1]}")

    def _check(self, event: str, path: int | str | bytes | os.PathLike[str]) -> None:
        if isinstance(path, int):
            return  # an open file was checked when it was opened
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 (links are not followed)
        if not name.startswith((str(self.place), "/dev/")):
            self.events.append(f"{event} {name}")
