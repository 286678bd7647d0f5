"""The changes of a book since its layout before: where each is, in the piece that has it.

A folder has the documents and the fonts of that layout.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from publish.cache import digest
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import FontUse

_START_TAG = re.compile(rb"<\w")
_FONTS = "fonts"
_MOST = 2  # pieces whose changes are wanted: where more have changed, it is no edit of a line


class Changes:
    """Finds the changes of pieces, and keeps their documents for the next layout."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: dict[str, bytes] = {}
        self._found = 0

    def find_change(self, source: PieceSource, document: bytes) -> int | None:
        """The number of the element with the first change of a piece that is to be laid out.

        None where nothing is known of it, or so much has changed that it is not wanted.
        """
        before = self._read(digest(source.section_id))
        if self._found >= _MOST or source.needs_final_numbers or before in (b"", document):
            return None
        self._found += 1
        return len(_START_TAG.findall(document, 0, _common_length(before, document))) - 1

    def note(self, source: PieceSource, document: bytes) -> None:
        """Take the document of a piece as the newest."""
        if source.section_id:
            self._documents[digest(source.section_id)] = document

    def fonts(self) -> list[FontUse]:
        """The fonts of the layout before."""
        return msgspec.msgpack.decode(self._read(_FONTS) or b"\x90", type=list[FontUse])

    def keep(self, fonts: Iterable[FontUse]) -> None:
        """Keep the documents and the fonts of a layout that was finished."""
        self._folder.mkdir(exist_ok=True)
        for name, document in self._documents.items():
            if self._read(name) != document:
                (self._folder / name).write_bytes(document)
        (self._folder / _FONTS).write_bytes(msgspec.msgpack.encode(list(fonts)))

    def _read(self, name: str) -> bytes:
        file = self._folder / name
        return file.read_bytes() if file.exists() else b""


def _common_length(one: Sequence[int], other: Sequence[int]) -> int:
    """How long the beginning is that two texts have in common."""
    lengths = range(min(len(one), len(other)))
    return bisect_left(lengths, 1, key=lambda end: one[: end + 1] != other[: end + 1])
