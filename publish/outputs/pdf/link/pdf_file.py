"""A PDF file: object streams, one cross-reference stream, an identifier from the content.

ISO 32000-1, 7.5.7 and 7.5.8. Objects come with their numbers; those without streams go into object
streams.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from struct import Struct

_MARK = b"%\xe2\xe3\xcf\xd3\n"  # four bytes above 127 mark the file as binary
_ROW = Struct(">BIH")  # fields of one, four and two bytes, as in W
_LEVEL = 6  # of zlib; with 9 the file is half a percent smaller, and takes three times as long
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


@dataclass
class PdfFile:
    """The objects of a file, and the version of PDF in its header."""

    version: bytes
    _packing: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, _THREADS))
    _bundles: list[tuple[Bundle, Future[tuple[int, bytes]]]] = field(default_factory=list)
    _streams: list[tuple[int, bytes, bytes]] = field(default_factory=list)

    def add_bundle(self, bundle: Bundle) -> None:
        """Add objects without streams; they are compressed while others are added."""
        self._bundles.append((bundle, self._packing.submit(bundle.content)))

    def add_stream(self, number: int, header: bytes, content: bytes) -> None:
        """Add a stream; its dictionary has its length."""
        self._streams.append((number, header, content))

    def write(self, highest: int, trailer: bytes) -> bytes:
        """The bytes of the file. `highest` is the last number so far, `trailer` Root and Info."""
        self._packing.shutdown()  # a later fork must not lose running threads
        parts = [b"%%PDF-%s\n%s" % (self.version, _MARK)]
        offset = len(parts[0])
        rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        streams = list(self._streams)
        for bundle, packed in self._bundles:
            highest += 1
            first, content = packed.result()
            header = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
            streams.append((highest, header % (len(bundle.numbers), first, len(content)), content))
            for index, number in enumerate(bundle.numbers):
                rows[number] = (2, highest, index)
        for number, header, content in streams:
            part = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, header, content)
            rows[number] = (1, offset, 0)
            parts.append(part)
            offset += len(part)
        parts.append(_cross_references(rows, highest + 1, offset, trailer, _identifier(parts)))
        return b"".join(parts)


def _identifier(parts: Sequence[bytes]) -> bytes:
    """The identifier of a file (14.4): a hash of its content, not of the time."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:32].upper().encode()


def _cross_references(
    rows: dict[int, tuple[int, int, int]], number: int, offset: int, trailer: bytes, name: bytes
) -> bytes:
    rows[number] = (1, offset, 0)
    free = (0, 0, 0)
    table = b"".join(_ROW.pack(*rows.get(index, free)) for index in range(number + 1))
    packed = zlib.compress(table, _LEVEL)
    head = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]%s/ID[<%s><%s>]" % (
        number, number + 1, trailer, name, name,
    )  # fmt: skip
    rest = b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return head + rest + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % offset
