"""Makes the Nth step that touches the disk fail, for the code that runs in this process.

A step is a call by which a writer opens, writes, syncs, renames, links, locks or makes something
inside the watched folder. What it does outside (reading fonts, importing) is left alone.
"""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from publish.files import folders
from publish.files.exchange import exchange

_BY_PATH = ("mkdir", "rename", "replace", "link", "chmod", "open")
_BY_HANDLE = ("fsync", "fchmod")

Strike = Callable[[int, str], None]


class Disk:
    """Counts the steps inside `area`, and calls `strike(number, kind)` before each of them."""

    def __init__(self, area: Path, patch: pytest.MonkeyPatch) -> None:
        self.area = str(area)
        self.steps: list[str] = []
        self.strike: Strike | None = None
        self._watching = False
        for name in _BY_PATH:
            patch.setattr(os, name, self._by_path(name, getattr(os, name)))
        for name in _BY_HANDLE:
            patch.setattr(os, name, self._by_handle(name, getattr(os, name)))
        patch.setattr(fcntl, "flock", self._by_handle("flock", fcntl.flock))
        patch.setattr(io, "open", self._opening(io.open))
        patch.setattr(folders, "exchange", self._by_path("exchange", exchange))

    @contextmanager
    def watched(self, strike: Strike | None = None) -> Iterator[list[str]]:
        """The kinds of the steps in the block."""
        self.steps, self.strike, self._watching = [], strike, True
        try:
            yield self.steps
        finally:
            self._watching = False

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is counted in the block."""
        before, self._watching = self._watching, False
        try:
            yield
        finally:
            self._watching = before

    def _step(self, kind: str, where: object) -> None:
        if not self._watching or not self._inside(where):
            return
        self.steps.append(kind)
        if self.strike is not None:
            with self.paused():
                self.strike(len(self.steps) - 1, kind)

    def _inside(self, where: object) -> bool:
        if isinstance(where, int):
            where = Path(f"/proc/self/fd/{where}").readlink()
        return str(Path.cwd() / str(where)).startswith(self.area)

    def _by_path(self, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            # An open for reading is a step of cleaning up (rmtree), not of a writer.
            if kind != "open" or rest[0] & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY):
                self._step(kind, path)
            return real(path, *rest, **named)

        return call

    def _by_handle(self, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, *rest: Any) -> Any:
            self._step(kind, handle)
            return real(handle, *rest)

        return call

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            writes = self._watching and not set("wxa+").isdisjoint(mode)
            if writes and not isinstance(file, int):
                self._step("open", file)
            opened = real(file, mode, *rest, **named)
            return Written(opened, self) if writes and self._inside(file) else opened

        return call


class Written:
    """An open file, whose bytes reach the disk when a buffer is full, when it is flushed, and at
    its end. Each time is a step; a failed one leaves half of its bytes."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file = file
        self._disk = disk
        self._held: list[Any] = []

    def write(self, content: Any) -> int:
        self._held.append(content)
        if sum(map(len, self._held)) >= io.DEFAULT_BUFFER_SIZE:
            self.flush()
        return len(content)

    def flush(self) -> None:
        if self._held:
            content = ("" if isinstance(self._held[0], str) else b"").join(self._held)
            self._held.clear()
            try:
                self._disk._step("write", self._file.fileno())
            except OSError:
                self._file.write(content[: len(content) // 2])
                self._file.flush()
                raise
            self._file.write(content)
        self._file.flush()

    def close(self) -> None:
        try:
            self.flush()
        finally:
            self._file.close()

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        self.flush()  # what is read or measured has all that was written
        return getattr(self._file, name)
