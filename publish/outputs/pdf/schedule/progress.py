"""How far the layout of a book has come, for a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable

from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import PieceHead

_SOON = 10  # seconds of layout before which an estimate of the time left jumps


class LayoutProgress:
    """Counts pieces and pages as they are finished, and reports them in a line."""

    def __init__(self, report_line: Callable[[str], None]) -> None:
        self._report_line = report_line
        self._start = time.monotonic()
        self._length = 0  # characters of the whole book: the measure of a piece's share of the work
        self._done = 0
        self._done_by_layout = 0
        self._pages = 0
        self.laid_out = 0
        self.reused = 0

    def begin(self, length: int) -> None:
        """The layout of a book of so many characters begins."""
        self._length, self._start = length, time.monotonic()

    def add(self, source: PieceSource, piece: PieceHead, *, from_cache: bool) -> None:
        """A piece is finished."""
        self._done += source.text_length
        self._pages += len(piece.pages)
        if from_cache:
            self.reused += 1
            return
        self.laid_out += 1
        self._done_by_layout += source.text_length
        self._report_line(
            f"laid out: {source.title} · {self._pages} pages so far{self._time_left()}"
        )

    def _time_left(self) -> str:
        spent = time.monotonic() - self._start
        if spent < _SOON or not self._done_by_layout:
            return ""
        seconds = spent / self._done_by_layout * max(self._length - self._done, 0)
        return f" · {seconds / 60:.0f} min left" if seconds > 90 else f" · {seconds:.0f} s left"
