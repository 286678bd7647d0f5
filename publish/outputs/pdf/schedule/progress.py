"""How far the layout of a book has come, for whoever waits at a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable

from publish.outputs.pdf.document.pieces import Copy
from publish.outputs.pdf.exchange.object_file import Piece

_SOON = 10  # seconds of layout before which the time left is a guess that jumps


class Pace:
    """Counts pieces and pages as they come, and tells of them in a line."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._begun = time.monotonic()
        self._signs = 0  # of the whole book, by which a piece's share of the work is known
        self._done = 0
        self._fresh_signs = 0
        self._pages = 0
        self.laid = 0
        self.reused = 0

    def begin(self, signs: int) -> None:
        """A book of so many signs is about to be laid out."""
        self._signs, self._begun = signs, time.monotonic()

    def __call__(self, copy: Copy, piece: Piece, fresh: bool) -> None:
        """A piece is there: laid out just now, or from the cache."""
        self._done += copy.length
        self._pages += len(piece.pages)
        if not fresh:
            self.reused += 1
            return
        self.laid += 1
        self._fresh_signs += copy.length
        self._say(f"laid out: {copy.title} · {self._pages} pages so far{self._left()}")

    def _left(self) -> str:
        spent = time.monotonic() - self._begun
        if spent < _SOON or not self._fresh_signs:
            return ""
        seconds = spent / self._fresh_signs * max(self._signs - self._done, 0)
        return f" · {seconds / 60:.0f} min left" if seconds > 90 else f" · {seconds:.0f} s left"
