"""The object numbers of one file, and the pieces that are placed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import (
    GROUP_SIZE,
    Anchor,
    ObjectGroup,
    PieceHead,
    StreamObject,
)
from publish.outputs.pdf.link.pdf_file import Bundle, PdfFile
from publish.outputs.pdf.link.syntax import dictionary

# Enough for what an edit adds; a free number is nothing but an entry of the cross-references.
_ROOM = 256


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """The head of a piece, its first page in the book, and the number of its first object in the
    file."""

    source: PieceSource
    piece: PieceHead
    first_page: int
    base: int

    def object(self, local: int) -> int:
        """The number in the file of an object of the piece."""
        return self.base + local

    def objects(self, locals_: Sequence[int]) -> list[int]:
        """The numbers in the file of objects of the piece."""
        return [self.base + local for local in locals_]


@dataclass(frozen=True, slots=True)
class PlacedAnchor:
    """An anchor with the piece that contains it and its page in the book."""

    placement: PlacedPiece
    anchor: Anchor
    page: int


def anchors_by_name(placements: Sequence[PlacedPiece]) -> dict[str, PlacedAnchor]:
    """All anchors of a book; of two with the same name the first counts."""
    anchors: dict[str, PlacedAnchor] = {}
    for placed in placements:
        for name, anchor in placed.piece.anchors.items():
            page = placed.first_page + anchor.page
            anchors.setdefault(name, PlacedAnchor(placed, anchor, page))
    return anchors


class ObjectTable:
    """Allocates the object numbers of a file, and collects small objects in bundles; streams are
    written at once."""

    def __init__(self, file: BinaryIO, version: bytes) -> None:
        self._file = PdfFile(file, version)
        self._count = 0
        self._small: list[tuple[int, bytes]] = []

    def leave_room(self) -> None:
        """Have the next number be a multiple of `_ROOM`, so that numbers after it stay the same
        where those before it become a few more; the numbers between are free."""
        self._count += -(self._count + 1) % _ROOM

    def allocate(self, count: int = 1) -> int:
        """The first of so many new numbers."""
        self._count += count
        return self._count - count + 1

    def write(self, number: int, content: bytes) -> None:
        """Set the content of a number."""
        self._small.append((number, content))

    def add(self, content: bytes) -> int:
        """Add an object; returns its number."""
        number = self.allocate()
        self.write(number, content)
        return number

    def add_stream(self, entries: Mapping[str, bytes], content: bytes) -> int:
        """Add a stream as it is; returns its number."""
        number = self.allocate()
        header = dictionary({**entries, "Length": b"%d" % len(content)})
        self.write_stream(number, header, content)
        return number

    def write_stream(self, number: int, header: bytes, content: bytes) -> None:
        """Set the dictionary and the bytes of a number that is a stream."""
        self._file.add_stream(number, header, content)

    def add_bundle(self, bundle: Bundle) -> None:
        """Add objects that have their numbers already."""
        self._file.add_bundle(bundle)

    def relocate(
        self,
        groups: Sequence[ObjectGroup],
        streams: Sequence[StreamObject],
        base: int,
        numbers: Sequence[int],
        rewrite: Callable[[Bundle], Bundle] | None = None,
    ) -> None:
        """Add objects, numbered from `base`, with the `numbers` of the symbols filled in."""
        for group in groups:
            content = group.text % tuple(map(numbers.__getitem__, group.relocations))
            first = base + group.first
            bundle = Bundle(range(first, first + len(group.offsets)), content, group.offsets)
            self.add_bundle(rewrite(bundle) if rewrite else bundle)
        for stream in streams:
            header = stream.text % tuple(map(numbers.__getitem__, stream.relocations))
            self.write_stream(base + stream.number, header, stream.content)

    def finish(self, trailer: Mapping[str, bytes]) -> None:
        """Write what is left of the file."""
        for start in range(0, len(self._small), GROUP_SIZE):
            numbers, contents = zip(*self._small[start : start + GROUP_SIZE], strict=True)
            self.add_bundle(Bundle.of(numbers, contents))
        self._file.finish(self._count, dictionary(trailer)[2:-2])
