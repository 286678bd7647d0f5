"""PDF syntax for the objects that the linker writes itself (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SPECIAL = re.compile(rb"([\\()])")


def text(value: str) -> bytes:
    """A text string: in ASCII if possible, else in UTF-16 (7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return b"(" + _SPECIAL.sub(rb"\\\1", value.encode()) + b")"
    return b"<FEFF" + value.encode("utf-16-be").hex().upper().encode() + b">"


def name_tree_key(value: str) -> bytes:
    """The sort key of a name in a name tree: its bytes (7.9.6)."""
    return value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be")


def reference(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> bytes:
    """An array of references."""
    return b"[" + b" ".join(map(reference, numbers)) + b"]"


def number(value: float) -> bytes:
    """A number with at most two decimals: no device shows a hundredth of a point."""
    return f"{round(value, 2) or 0:.2f}".rstrip("0").rstrip(".").encode()


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary."""
    return b"<<" + b"".join(b"/%s %s" % (k.encode(), v) for k, v in entries.items()) + b">>"
