"""The bytes that define the objects of a file (ISO 32000-1, 7.5.7 and 7.5.8), which prove that what
was read of the same objects of an earlier file is right for this one.

Only a file with one cross-reference stream is understood, as the linker writes it: nothing is known
of any other, so that all of it is read.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby, pairwise
from mmap import ACCESS_READ, mmap
from operator import itemgetter
from pathlib import Path
from typing import Self

import msgspec

_ROW = struct.Struct(">BIH")
_END = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_TABLE = re.compile(
    rb"\d+ 0 obj\n<</Type/XRef/Size \d+/W\[1 4 2\]/Root \d+ 0 R(?:/Info \d+ 0 R)?"
    rb"/ID\[<\w+><\w+>\]/Filter/FlateDecode/Length (\d+)>>\nstream\n"
)
_TAIL = 64  # bytes, in which the end of a file is
_ALONE, _IN_STREAM = 1, 2  # the kinds of objects that are not free


class Proof(msgspec.Struct, array_like=True, frozen=True):
    """What something was read from: consecutive objects, the first and how many, and a digest."""

    objects: list[tuple[int, int]]
    digest: str


class ObjectBytes:
    """The bytes of one file, and where its objects are in it."""

    def __init__(self, content: mmap, rows: bytes) -> None:
        """A file with its cross-references: kind, offset or object stream, and index there."""
        self._content, self._rows = content, rows
        offsets = sorted({where for kind, where, _ in _ROW.iter_unpack(rows) if kind == _ALONE})
        self._ends = dict(pairwise([*offsets, len(content)]))
        self._digests: dict[tuple[int, int], bytes] = {}

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """Those of a file; None for one that is not understood."""
        with path.open("rb") as file, suppress(ValueError, zlib.error, struct.error):
            return cls._of(mmap(file.fileno(), 0, access=ACCESS_READ))
        return None

    @classmethod
    def _of(cls, content: mmap) -> Self | None:
        end = _END.search(content, max(len(content) - _TAIL, 0))
        table = _TABLE.match(content, int(end[1])) if end else None
        if table is None:
            return None
        rows = zlib.decompress(content[table.end() : table.end() + int(table[1])])
        return cls(content, rows)

    def prove(self, numbers: Iterable[int]) -> Proof:
        """The proof of what was read from some objects."""
        objects = list(_consecutive(sorted(numbers)))
        return Proof(objects, self._digest(objects))

    def holds(self, proof: Proof) -> bool:
        """Whether the same bytes define the same objects in this file."""
        return self._digest(proof.objects) == proof.digest

    def _digest(self, objects: Iterable[tuple[int, int]]) -> str:
        seal = hashlib.sha256()
        for first, count in objects:
            seal.update(b"%d " % first)
            for place, rows in groupby(self._entries(first, count), itemgetter(0, 1)):
                seal.update(b"%d " % len(list(rows)) + self._place_digest(*place))
        return seal.hexdigest()

    def _place_digest(self, kind: int, where: int) -> bytes:
        """A digest of an object that is alone, or of all in an object stream."""
        if (kind, where) not in self._digests:
            text = self._text(kind, where)
            for of_stream in self._entries(where, 1) if kind == _IN_STREAM else ():
                text = self._text(*of_stream[:2]).partition(b" 0 obj")[2]  # of whatever number
            self._digests[kind, where] = hashlib.sha256(text).digest()
        return self._digests[kind, where]

    def _entries(self, first: int, count: int) -> Iterator[tuple[int, int, int]]:
        """The cross-references of some objects."""
        return _ROW.iter_unpack(self._rows[_ROW.size * first : _ROW.size * (first + count)])

    def _text(self, kind: int, start: int) -> bytes:
        """The bytes of an object at an offset; none of any other."""
        return self._content[start : self._ends[start]] if kind == _ALONE else b""


def _consecutive(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], len(run)
