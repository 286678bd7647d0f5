"""A zip file of given entries (APPNOTE 6.3.9), without clock and owner: the same bytes every time.

The standard library compresses all again whenever it writes; here an entry that was compressed once
is taken as it is, so that a changed chapter costs its own compression only.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import msgspec

from publish.errors import PublishError

_STORED, _DEFLATED = 0, 8
_VERSION = 20  # 2.0: folders and deflate
_UNIX = 3 << 8
_REGULAR = 0o644 << 16  # whom it may be read by
_FIRST_DAY = 1 << 5 | 1  # 1980-01-01, the first that a zip entry can hold
_UTF8 = 1 << 11
_LARGEST = (1 << 32) - 1  # bytes; beyond it stands another form of zip, which readers lack
_MOST = (1 << 16) - 1
# What is compressed already: deflate would gain two thousandths, and cost the most time of all.
_COMPRESSED = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class TooLargeArchive(PublishError):
    """More than a zip file can hold that every reading system opens."""


class Pressed(msgspec.Struct, frozen=True):
    """The content of an entry as it stands in the file: `size` and `check` are of what it was."""

    method: int
    check: int
    size: int
    content: bytes


def stays(name: str) -> bool:
    """Whether an entry of that name is stored as it is."""
    return name == "mimetype" or name.lower().endswith(_COMPRESSED)


def press(name: str, content: bytes) -> Pressed:
    """An entry's content compressed; pictures, and the media type of an EPUB, stay as they are."""
    check = zlib.crc32(content)
    if stays(name):
        return Pressed(_STORED, check, len(content), content)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Pressed(_DEFLATED, check, len(content), deflater.compress(content) + deflater.flush())


def zipped(entries: Iterable[tuple[str, Pressed]]) -> bytes:
    """The zip file of those entries, in their order; raises `TooLargeArchive`."""
    parts, listed = list[bytes](), bytearray()
    at = count = 0
    for name, entry in entries:
        listed += _listed(name, entry, at)
        head = b"PK\x03\x04" + _shared(name, entry) + name.encode()
        parts += head, entry.content
        at += len(head) + len(entry.content)
        count += 1
        if at > _LARGEST or count > _MOST or entry.size > _LARGEST:
            raise TooLargeArchive("the EPUB is larger than 4 GB, or holds more than 65,535 files")
    end = (b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0)
    return b"".join([*parts, listed, struct.pack("<4s4H2IH", *end)])


def _shared(name: str, entry: Pressed) -> bytes:
    """What the local header and the directory both say of an entry."""
    flags = 0 if name.isascii() else _UTF8
    kept = (_VERSION, flags, entry.method, 0, _FIRST_DAY)
    sizes = (entry.check, len(entry.content), entry.size)
    return struct.pack("<5H3I2H", *kept, *sizes, len(name.encode()), 0)


def _listed(name: str, entry: Pressed, offset: int) -> bytes:
    """The entry of the directory at the end of the file."""
    head = struct.pack("<4sH", b"PK\x01\x02", _UNIX | _VERSION)
    tail = struct.pack("<3H2I", 0, 0, 0, _REGULAR, offset)
    return head + _shared(name, entry) + tail + name.encode()
