"""PDF syntax for what the linker writes itself (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SPECIAL = re.compile(rb"([\\()])")


def text(value: str) -> bytes:
    """A text string: as it is where it is ASCII, else in UTF-16 (7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return b"(" + _SPECIAL.sub(rb"\\\1", value.encode()) + b")"
    return b"<FEFF" + value.encode("utf-16-be").hex().upper().encode() + b">"


def order(value: str) -> bytes:
    """By what the names of a name tree are sorted: their bytes (7.9.6)."""
    return value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be")


def reference(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> bytes:
    """An array of references."""
    return b"[" + b" ".join(map(reference, numbers)) + b"]"


def number(value: float) -> bytes:
    """A number with two places at most: a hundredth of a point is below what any device shows."""
    return f"{round(value, 2) or 0:.2f}".rstrip("0").rstrip(".").encode()


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary."""
    return b"<<" + b"".join(b"/%s %s" % (k.encode(), v) for k, v in entries.items()) + b">>"
