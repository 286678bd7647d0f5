"""Writes a PDF file: object streams, one cross-reference stream, an identifier from the content.

ISO 32000-1, 7.5.7 and 7.5.8. Objects come numbered; those without streams go into object streams.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import starmap
from struct import Struct

_MARK = b"%\xe2\xe3\xcf\xd3\n"  # four signs above 127: programs take the file for a binary one
_ROW = Struct(">BIH")  # as W says: of one, four and two bytes
_LEVEL = 6  # of zlib: a file with 9 is a two-hundredth smaller, and takes thrice as long to pack
_THREADS = 2  # zlib lets other threads run; the result is the same with one


@dataclass(frozen=True, slots=True)
class Bundle:
    """Objects for one object stream: their numbers, their text, and where each begins in it."""

    numbers: Sequence[int]
    text: bytes
    offsets: Sequence[int]

    def content(self) -> tuple[int, bytes]:
        """Where the first object begins, and the stream."""
        pairs = zip(self.numbers, self.offsets, strict=True)
        head = b" ".join(b"%d %d" % pair for pair in pairs) + b"\n"
        return len(head), zlib.compress(head + self.text, _LEVEL)


@dataclass
class File:
    """The objects of a file, and the version of PDF that its header names."""

    version: bytes
    _packing: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, _THREADS))
    _bundles: list[tuple[Bundle, Future[tuple[int, bytes]]]] = field(default_factory=list)
    _streams: list[tuple[int, bytes, bytes]] = field(default_factory=list)

    def add_bundle(self, bundle: Bundle) -> None:
        """Add objects without streams; they are packed while others are added."""
        self._bundles.append((bundle, self._packing.submit(bundle.content)))

    def add_stream(self, number: int, dictionary: bytes, content: bytes) -> None:
        """Add a stream; its dictionary tells its length."""
        self._streams.append((number, dictionary, content))

    def write(self, objects: int, trailer: bytes) -> bytes:
        """The file with `objects` numbers taken so far; `trailer` holds Root and Info."""
        self._packing.shutdown()  # so that who forks afterwards has no threads to lose
        parts = [b"%%PDF-%s\n%s" % (self.version, _MARK)]
        at = len(parts[0])
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        streams = list(self._streams)
        for bundle, packed in self._bundles:
            objects += 1
            first, content = packed.result()
            about = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
            streams.append((objects, about % (len(bundle.numbers), first, len(content)), content))
            for index, number in enumerate(bundle.numbers):
                places[number] = (2, objects, index)
        for number, dictionary, content in streams:
            part = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, dictionary, content)
            places[number] = (1, at, 0)
            parts.append(part)
            at += len(part)
        parts.append(_cross_references(places, objects + 1, at, trailer, _identify(parts)))
        return b"".join(parts)


def _identify(parts: Sequence[bytes]) -> bytes:
    """The identifier of a file (14.4): of what is in it, since the clock is in none of ours."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:32].upper().encode()


def _cross_references(
    places: dict[int, tuple[int, int, int]], number: int, at: int, trailer: bytes, name: bytes
) -> bytes:
    places[number] = (1, at, 0)
    free = (0, 0, 0)
    rows = (places.get(index, free) for index in range(number + 1))
    table = b"".join(starmap(_ROW.pack, rows))
    packed = zlib.compress(table, _LEVEL)
    head = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]%s/ID[<%s><%s>]" % (
        number, number + 1, trailer, name, name,
    )  # fmt: skip
    about = b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return head + about + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
