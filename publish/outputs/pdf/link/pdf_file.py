"""A PDF file: object streams, one cross-reference stream, an identifier from the content.

ISO 32000-1, 7.5.7 and 7.5.8. Objects come with their numbers; those without streams go into object
streams.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from struct import Struct
from typing import BinaryIO

_MARK = b"%\xe2\xe3\xcf\xd3\n"  # four bytes above 127 mark the file as binary
_ROW = Struct(">BIH")  # fields of one, four and two bytes, as in W
_LEVEL = 6  # of zlib; with 9 the file is half a percent smaller, and takes three times as long
_CHUNK = 1 << 20  # bytes that wait to be written at once
_THREADS = 2  # zlib releases the GIL; the result is the same with one thread


@dataclass(frozen=True, slots=True)
class Bundle:
    """Objects for one object stream: their numbers, their text, and their offsets in it."""

    numbers: Sequence[int]
    text: bytes
    offsets: Sequence[int]

    @classmethod
    def of(cls, numbers: Sequence[int], objects: Sequence[bytes]) -> Bundle:
        """A bundle of objects that are still separate."""
        offsets = accumulate((len(each) + 1 for each in objects[:-1]), initial=0)
        return cls(numbers, b"\n".join(objects), list(offsets))

    def content(self) -> tuple[int, bytes]:
        """The offset of the first object, and the stream."""
        pairs = zip(self.numbers, self.offsets, strict=True)
        head = b" ".join(b"%d %d" % pair for pair in pairs) + b"\n"
        return len(head), zlib.compress(head + self.text, _LEVEL)


class PdfFile:
    """Writes a file: streams at once, in the order in which they come, and object streams after
    them, packed meanwhile. So only what is not written yet is in memory."""

    def __init__(self, file: BinaryIO, version: bytes) -> None:
        """Begin a file of a version of PDF."""
        self._file, self._digest = file, hashlib.sha256()
        self._written = self._flushed = 0
        self._waiting: list[bytes] = []
        self._packing = ThreadPoolExecutor(_THREADS)
        self._bundles: list[tuple[Sequence[int], Future[tuple[int, bytes]]]] = []
        self._rows = _CrossReferences()
        self._write(b"%%PDF-%s\n%s" % (version, _MARK))

    def add_bundle(self, bundle: Bundle) -> None:
        """Add objects without streams; they are compressed while others are added."""
        self._bundles.append((bundle.numbers, self._packing.submit(bundle.content)))

    def add_stream(self, number: int, header: bytes, content: bytes) -> None:
        """Add a stream; its dictionary has its length."""
        self._rows.set(number, 1, self._written, 0)
        head = b"%d 0 obj\n%s\nstream\n" % (number, header)
        self._write(head, content, b"\nendstream\nendobj\n")

    def finish(self, highest: int, trailer: bytes) -> None:
        """Write the rest. `highest` is the last number so far, `trailer` Root and Info."""
        self._packing.shutdown()  # a later fork must not lose running threads
        for numbers, packed in self._bundles:
            highest += 1
            first, content = packed.result()
            header = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
            self.add_stream(highest, header % (len(numbers), first, len(content)), content)
            self._rows.set_bundle(numbers, highest)
        number, offset = highest + 1, self._written
        self._rows.set(number, 1, offset, 0)
        self._flush()
        packed_rows = zlib.compress(self._rows.table, _LEVEL)
        name = self._digest.hexdigest()[:32].upper().encode()  # of the content, not of the time
        head = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]%s/ID[<%s><%s>]" % (
            number, number + 1, trailer, name, name,
        )  # fmt: skip
        self._write(head + b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed_rows))
        self._write(packed_rows)
        self._write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % offset)
        self._flush()

    def _write(self, *parts: bytes) -> None:
        self._waiting += parts
        self._written += sum(map(len, parts))
        if self._written - self._flushed > _CHUNK:
            self._flush()

    def _flush(self) -> None:
        """Write what waits: each call may wait for the threads that pack."""
        content = b"".join(self._waiting)
        self._file.write(content)
        self._digest.update(content)
        self._waiting.clear()
        self._flushed = self._written


class _CrossReferences:
    """The rows of the cross-reference stream (7.5.8.3); numbers without an object are free."""

    def __init__(self) -> None:
        self.table = bytearray(_ROW.pack(0, 0, 65535))

    def set(self, number: int, kind: int, second: int, third: int) -> None:
        """Set the row of an object: its kind, its offset or its object stream, its index there."""
        self._put(number, _ROW.pack(kind, second, third))

    def set_bundle(self, numbers: Sequence[int], stream: int) -> None:
        """Set the rows of the objects of an object stream."""
        rows = [_ROW.pack(2, stream, index) for index in range(len(numbers))]
        if isinstance(numbers, range):  # as in nearly all
            self._put(numbers.start, b"".join(rows))
        else:
            for number, row in zip(numbers, rows, strict=True):
                self._put(number, row)

    def _put(self, number: int, rows: bytes) -> None:
        """Put rows into the table, from that of a number on."""
        start = _ROW.size * number
        if start > len(self.table):
            self.table.extend(bytes(start - len(self.table)))
        self.table[start : start + len(rows)] = rows
