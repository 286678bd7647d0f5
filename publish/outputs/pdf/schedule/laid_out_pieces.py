"""The laid-out pieces of a book in a temporary file, since the linker needs one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Self

from publish.files import as_cannot_write_temporary
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import FontUse, Piece, decode_fonts, decode_piece


class LaidOutPieces:
    """Keeps the bytes of each piece, of which others keep the head."""

    def __init__(self) -> None:
        self._resources = ExitStack()
        self._places: dict[PieceSource, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        with as_cannot_write_temporary():
            self._file = self._resources.enter_context(TemporaryFile())
        return self

    def __exit__(self, *_: object) -> None:
        self._resources.close()

    def put(self, source: PieceSource, content: bytes) -> None:
        """Keep a piece; it takes the place of an earlier one."""
        with as_cannot_write_temporary():
            self._file.seek(self._end)
            self._file.write(content)
        self._places[source] = self._end, len(content)
        self._end += len(content)

    def piece(self, source: PieceSource) -> Piece:
        """A piece that was put here."""
        return decode_piece(self._content(source))

    def fonts(self, sources: Iterable[PieceSource]) -> Iterable[list[FontUse]]:
        """The fonts of some pieces, one after the other."""
        return (decode_fonts(self._content(source)) for source in sources)

    def _content(self, source: PieceSource) -> bytes:
        start, length = self._places[source]
        with as_cannot_write_temporary():
            self._file.flush()
        return os.pread(self._file.fileno(), length, start)
