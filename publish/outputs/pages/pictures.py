"""Pictures as every reader shows them: Kindle has a placeholder for WebP, Apple names it nowhere.

A photograph becomes a JPEG, any other picture a PNG, which loses nothing. An animation stays as it
is, since neither has one.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterable
from typing import Protocol

import msgspec

from publish.cache import Cache, Memo, digest
from publish.model.book import Resource

_WEBP = "image/webp"
_TYPES = {".png": "image/png", ".jpg": "image/jpeg"}
_ANIMATED, _TRANSPARENT = 0x02, 0x10  # flags of the extended file format (RFC 9649, 2.7)


class Picture(Protocol):
    """An image that may not be finished yet: reading its content waits for it."""

    @property
    def href(self) -> str:
        """Its name in the product."""

    @property
    def media_type(self) -> str:
        """Its media type."""

    @property
    def content(self) -> bytes:
        """Its bytes; raises what made it impossible to draw it."""


class _ReaderInputs(msgspec.Struct, frozen=True):
    picture: str
    media_type: str


_CONVERTED = Memo("reader-picture", _ReaderInputs, bytes)


def for_readers(picture: Picture, cache: Cache) -> Picture:
    """The picture, converted if some readers do not show it."""
    suffix = suffix_for_readers(picture)
    if not suffix:
        return picture
    media_type, content = _TYPES[suffix], picture.content
    inputs = _ReaderInputs(digest("picture", content), media_type)
    converted = _CONVERTED.get(cache, inputs, lambda: _converted(content, media_type))
    return Resource(posixpath.splitext(picture.href)[0] + suffix, media_type, converted)


def new_suffixes(pictures: Iterable[Picture]) -> dict[str, str]:
    """The new suffixes of the pictures that are converted, by their names."""
    suffixes = {picture.href: suffix_for_readers(picture) for picture in pictures}
    return {name: suffix for name, suffix in suffixes.items() if suffix}


def suffix_for_readers(picture: Picture) -> str:
    """The suffix of what a picture is converted to; empty if it stays as it is."""
    if picture.media_type != _WEBP:
        return ""
    kind, flags = struct.unpack_from("<4s4xB", picture.content, 12)
    if kind == b"VP8X":
        if flags & _ANIMATED:
            return ""
        kind = b"" if flags & _TRANSPARENT or b"VP8L" in picture.content else b"VP8 "
    return ".jpg" if kind == b"VP8 " else ".png"


def _converted(content: bytes, media_type: str) -> bytes:
    from publish.outputs.pages.raster import converted  # with Pillow, for new pictures

    return converted(content, media_type)
