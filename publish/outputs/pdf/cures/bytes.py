"""Cure `bytes`: how values are written into the file.

The original tried four classes one after the other for each value, and wrote each key of each
dictionary out anew. Here the class of the value is looked up, and the keys, of which there are a
few dozen, are remembered. Other classes, bool and PDF objects among them, go the old way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pydyf

from publish.outputs.pdf.cures.cure import Cure, Patch

_slow = pydyf._to_bytes

_KEYS = 4096


def to_bytes(value: Any) -> bytes:
    """A value as it stands in the file."""
    kind = type(value)
    if kind is bytes:
        written: bytes = value
        return written
    if kind is str:
        return str.encode(value, "ascii")
    if kind is int:
        return b"%d" % value
    return _slow(value)  # type: ignore[no-any-return]


@lru_cache(maxsize=_KEYS)
def _key(name: str) -> bytes:
    return b"/" + name.encode("ascii") + b" "


def dictionary_data(self: Any) -> bytes:
    """A dictionary as it stands in the file."""
    entries = [
        (_key(key) if type(key) is str else b"/" + _slow(key) + b" ") + to_bytes(value)
        for key, value in self.items()
    ]
    return b"<<" + b"".join(entries) + b">>"


CURE = Cure(
    name="bytes",
    patches=(
        Patch(pydyf, "_to_bytes", to_bytes),
        Patch(pydyf.Dictionary, "data", property(dictionary_data)),
    ),
    digest="3ab42c458bd8fc491fb776cdc5d282ba3290b353dbd08ed106745aa3442e3068",
)
