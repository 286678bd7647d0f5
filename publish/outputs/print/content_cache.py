"""The contents of pages and forms in the inks of a printer, cached from run to run.

A content is found by its own bytes and by what it is painted with: after an edit of a book those of
all other pages are as before, and nothing is decompressed or read. Those of one file are one entry:
to look up hundreds by themselves would take longer than what is saved.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import msgspec
import pikepdf

from publish.cache import Cache, Memo, digest
from publish.cache.memo import readable
from publish.model.printer import PrintOrder
from publish.outputs.print.content import ColourWriter

# The streams of a content as they are written, compressed; None for one that stays as it is.
_Streams = list[bytes | None]


class _FileInputs(msgspec.Struct, frozen=True):
    """`product` is what the file belongs to, `order` a digest of the order."""

    product: str
    flattened: bool
    order: str


_CONTENTS = Memo("print-contents", _FileInputs, dict[str, _Streams])


class ContentCache:
    """The contents of one file of a product, as they were when it was last written."""

    def __init__(self, cache: Cache, product: str, order: PrintOrder, *, flattened: bool) -> None:
        self._is_kept = cache.folder is not None
        inputs = _FileInputs(product, flattened, readable(order) if self._is_kept else "")
        self._slot = _CONTENTS.at(cache, inputs)
        self._known = self._slot.load() or {}
        self._used: dict[str, _Streams] = {}

    def rewrite(
        self, parts: Sequence[pikepdf.Object], paints: str, writer: Callable[[], ColourWriter]
    ) -> None:
        """Give the streams of one page or form their inks by a new `writer`; `paints` is what they
        are painted with."""
        contents = self._streams(parts, paints, writer)
        for part, content in zip(parts, contents, strict=True):
            if content is not None:
                part.write(content, filter=pikepdf.Name.FlateDecode)

    def _streams(
        self, parts: Sequence[pikepdf.Object], paints: str, writer: Callable[[], ColourWriter]
    ) -> _Streams:
        if not self._is_kept:
            return _all_rewritten(parts, writer())
        key = digest(*map(_as_in_file, parts), paints)
        if key not in self._used:
            self._used[key] = self._known.get(key) or _all_rewritten(parts, writer())
        return self._used[key]

    def store(self) -> None:
        """Store the contents that the file has now."""
        if self._used.keys() != self._known.keys():
            self._slot.store(self._used)


def _as_in_file(stream: pikepdf.Object) -> bytes:
    """The bytes of a stream, and how they are decoded."""
    coding = (stream.get(name) for name in ("/Filter", "/DecodeParms"))
    written = [b"" if each is None else each.unparse(resolved=True) for each in coding]
    return b" ".join([*written, stream.read_raw_bytes()])


def _all_rewritten(parts: Sequence[pikepdf.Object], writer: ColourWriter) -> _Streams:
    return [_rewritten(part, writer) for part in parts]


def _rewritten(stream: pikepdf.Object, writer: ColourWriter) -> bytes | None:
    content = stream.read_bytes()
    rewritten = writer.rewrite(content)
    return None if rewritten == content else zlib.compress(rewritten)
