"""A font file as WOFF 2.0, which every browser reads and which is half as large.

fontTools packs with the utmost effort of Brotli; the one below takes half the time, and a font
grows by less than a hundredth.
"""

from __future__ import annotations

import io
from functools import partial
from types import SimpleNamespace

from fontTools.ttLib import TTFont, woff2

_EFFORT = 10  # of 11
_packed = partial(woff2.brotli.compress, quality=_EFFORT)
woff2.brotli = SimpleNamespace(**{**vars(woff2.brotli), "compress": _packed})


def as_woff2(content: bytes) -> bytes:
    """A font file, packed."""
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return packed.getvalue()
