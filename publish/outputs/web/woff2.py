"""A font file as WOFF 2.0, which every browser reads and which is half as large.

fontTools packs with the utmost effort of Brotli; the one below takes half the time, and a font
grows by a thousandth.
"""

from __future__ import annotations

import io
from functools import partial
from types import SimpleNamespace

import brotli
from fontTools.ttLib import TTFont, woff2

_EFFORT = 10  # of 11
woff2.brotli = SimpleNamespace(**{
    **vars(brotli), "compress": partial(brotli.compress, quality=_EFFORT)
})  # fmt: skip


def as_woff2(content: bytes) -> bytes:
    """A font file, packed."""
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return packed.getvalue()
