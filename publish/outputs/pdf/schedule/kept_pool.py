"""A layout pool that outlives a build, for processes that build a book again and again."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Self

from publish.cache import Cache, digest
from publish.files import as_cannot_write_temporary
from publish.outputs.pdf.exchange.jobs import ABANDON_COMMAND, SET_UP_COMMAND, Setup, write_file
from publish.outputs.pdf.schedule.pool import ForkServerPool, PrepareFolder

_CURRENT = "current-setup"
_MOST_SETUPS = 12  # a server keeps what it read for each


class KeptPool(ForkServerPool):
    """A pool whose server is set up again only where fonts, images or the style sheet changed.

    A forked copy of the process may use it, one at a time: what the server has been told is noted
    in the folder of the pool.
    """

    def set_up(self, prepare: PrepareFolder) -> None:
        """See `LayoutPool`."""
        self._jobs.clear()
        self._done.clear()
        with as_cannot_write_temporary():
            setup = prepare(self._folder)
            current, known = _state(self._folder, setup), self._setups()
            if known[-1:] == [current]:
                return
            write_file(self._folder, setup)
            (self._folder / _CURRENT).write_text("\n".join([*known, current]), "ascii")
        self._server.send(SET_UP_COMMAND)

    def abandon(self) -> None:
        """End the jobs that a copy of this process submitted before it was killed."""
        self._server.send(ABANDON_COMMAND)
        while self.receive() != "abandoned":
            pass

    @property
    def is_worn(self) -> bool:
        """Whether another server should take its place: it has ended, or was set up very often."""
        return self._server.has_ended or len(self._setups()) > _MOST_SETUPS

    def _setups(self) -> list[str]:
        file = self._folder / _CURRENT
        return file.read_text("ascii").split("\n") if file.exists() else []


class KeptPools:
    """A pool for builds one after the other, and another one where that is worn."""

    def __init__(self, cache: Cache) -> None:
        self._cache, self._stack = cache, ExitStack()
        self._pool: KeptPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def current(self) -> KeptPool:
        """The pool for the next build, which begins to start at the first call."""
        if self._pool is None or self._pool.is_worn:
            self._stack.close()
            self._pool = self._stack.enter_context(KeptPool(self._cache))
        return self._pool


def _state(folder: Path, setup: Setup) -> str:
    """A hash of all that a server reads at its setup."""
    own = [Path(file.path) for file in setup.files.values() if folder in Path(file.path).parents]
    files = [folder / "style.css", folder / "fonts.conf", *sorted(own)]
    return digest(repr(setup), *(file.read_bytes() for file in files))
