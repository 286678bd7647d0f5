"""The contents of pages and forms in the inks of a printer, cached from run to run.

A content is found by its own bytes, by what it is painted with, and by the order: after an edit of
a book those of all other pages are as before, and nothing is decompressed or read.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import msgspec
import pikepdf

from publish.cache import Cache, Memo, digest
from publish.cache.memo import readable
from publish.model.printer import PrintOrder
from publish.outputs.print.content import ColourWriter, Opacity


class _ContentInputs(msgspec.Struct, frozen=True):
    """`content` is a digest of the streams as the file has them, `order` one of the order; the
    spaces are those whose colours become inks, `opacities` those of the graphics states."""

    content: str
    spaces: Sequence[str]
    opacities: Mapping[str, Opacity]
    flattened: bool
    order: str


# The streams as they are written, compressed; None for one that stays as it is.
_CONTENTS = Memo("print-content", _ContentInputs, list[bytes | None])


class ContentCache:
    """The contents of the files of one order."""

    def __init__(self, cache: Cache, order: PrintOrder, *, flattened: bool) -> None:
        self._cache = cache
        self._order = readable(order) if cache.folder else ""
        self._flattened = flattened

    def rewrite(
        self, parts: Sequence[pikepdf.Object], spaces: Sequence[str], writer: ColourWriter
    ) -> None:
        """Give the streams of one page or form their inks."""
        inputs = _ContentInputs(
            digest(*map(_as_in_file, parts)), spaces, writer.opacities, self._flattened, self._order
        )
        contents = _CONTENTS.get(
            self._cache, inputs, lambda: [_rewritten(part, writer) for part in parts]
        )
        for part, content in zip(parts, contents, strict=True):
            if content is not None:
                part.write(content, filter=pikepdf.Name.FlateDecode)


def _as_in_file(stream: pikepdf.Object) -> bytes:
    """The bytes of a stream, and how they are decoded."""
    coding = (stream.get(name) for name in ("/Filter", "/DecodeParms"))
    written = [b"" if each is None else each.unparse(resolved=True) for each in coding]
    return b" ".join([*written, stream.read_raw_bytes()])


def _rewritten(stream: pikepdf.Object, writer: ColourWriter) -> bytes | None:
    content = stream.read_bytes()
    rewritten = writer.rewrite(content)
    return None if rewritten == content else zlib.compress(rewritten)
