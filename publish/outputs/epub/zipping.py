"""A zip file of given entries (APPNOTE 6.3.9), without clock and owner: the same bytes every time.

The standard library compresses everything again whenever it writes. Here the compressed content of
an entry can be reused, so that a changed chapter costs its own compression only.
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
_REGULAR = 0o644 << 16  # the permissions of a regular file
_FIRST_DAY = 1 << 5 | 1  # 1980-01-01, the earliest date of a zip entry
_UTF8 = 1 << 11
_MAX_SIZE = (1 << 32) - 1  # bytes; above it ZIP64 begins, which reading systems lack
_MAX_ENTRIES = (1 << 16) - 1
# Compressed already: deflate would gain two thousandths, and take the most time of all.
_COMPRESSED = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class TooLargeArchive(PublishError):
    """More than a zip file can hold that every reading system opens."""


class Deflated(msgspec.Struct, frozen=True):
    """The content of an entry as the zip file stores it: deflated, or as it is by its `method`.

    `crc` and `size` are those of the original content.
    """

    method: int
    crc: int
    size: int
    content: bytes


def is_stored_uncompressed(name: str) -> bool:
    """Whether an entry of that name is stored as it is."""
    return name == "mimetype" or name.lower().endswith(_COMPRESSED)


def deflate(name: str, content: bytes) -> Deflated:
    """An entry's content, compressed; images and the media type of an EPUB stay as they are."""
    crc = zlib.crc32(content)
    if is_stored_uncompressed(name):
        return Deflated(_STORED, crc, len(content), content)
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(_DEFLATED, crc, len(content), compressor.compress(content) + compressor.flush())


def build_zip(entries: Iterable[tuple[str, Deflated]]) -> bytes:
    """The zip file of those entries, in their order; raises `TooLargeArchive`."""
    parts, directory = list[bytes](), bytearray()
    offset = count = 0
    for name, entry in entries:
        directory += _directory_header(name, entry, offset)
        header = b"PK\x03\x04" + _common_fields(name, entry) + name.encode()
        parts += header, entry.content
        offset += len(header) + len(entry.content)
        count += 1
        if offset > _MAX_SIZE or count > _MAX_ENTRIES or entry.size > _MAX_SIZE:
            raise TooLargeArchive("the EPUB is larger than 4 GB or has more than 65,535 files")
    end = (b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
    return b"".join([*parts, directory, struct.pack("<4s4H2IH", *end)])


def _common_fields(name: str, entry: Deflated) -> bytes:
    """The fields that the local header and the central directory share."""
    flags = 0 if name.isascii() else _UTF8
    fields = (_VERSION, flags, entry.method, 0, _FIRST_DAY)
    sizes = (entry.crc, len(entry.content), entry.size)
    return struct.pack("<5H3I2H", *fields, *sizes, len(name.encode()), 0)


def _directory_header(name: str, entry: Deflated, offset: int) -> bytes:
    """The entry of the central directory, at the end of the file."""
    head = struct.pack("<4sH", b"PK\x01\x02", _UNIX | _VERSION)
    tail = struct.pack("<3H2I", 0, 0, 0, _REGULAR, offset)
    return head + _common_fields(name, entry) + tail + name.encode()
