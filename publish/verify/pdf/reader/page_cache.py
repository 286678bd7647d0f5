"""Readings of pages that are kept from run to run, under the bytes that they were read from.

An entry is found by what a page is by itself; it names the glyphs, forms and settings which the
page used, and holds only while these are the same in the file at hand (fingerprints.py).
"""

from __future__ import annotations

import msgspec
import pikepdf

from publish.cache import Cache, digest, toolchain
from publish.verify.pdf.reader.content_streams import Uses
from publish.verify.pdf.reader.fingerprints import Fingerprints
from publish.verify.pdf.reader.objects import Number
from publish.verify.pdf.reader.runs import Page

_KIND, _LIST = "pdf-page", "pdf-pages"


class _Reading(msgspec.Struct, array_like=True):
    """A page as it was read, what it used by name, and a digest of that."""

    uses: Uses
    used: str
    page: Page


_decoder = msgspec.msgpack.Decoder(_Reading)
_encoder = msgspec.msgpack.Encoder()
_keys = msgspec.msgpack.Decoder(list[str])


class Recent:
    """The pages of a product as they were read last: taken from a cache before there is a file."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._name = cache, name
        listed = cache.load(_LIST, name)
        self._keys: list[str] = _keys.decode(listed) if listed else []
        loaded = ((key, cache.load(_KIND, key)) for key in dict.fromkeys(self._keys))
        self.readings = {key: _decoder.decode(content) for key, content in loaded if content}

    def keep(self, keys: list[str]) -> None:
        """Let the next build know of which pages the product is made now."""
        if keys != self._keys:
            self._cache.store(_LIST, self._name, _encoder.encode(keys))


class Readings:
    """The readings in a cache, for the pages of one file; without a cache there are none.

    Those that are `recent` are at hand.
    """

    def __init__(self, cache: Cache | None, recent: Recent | None = None) -> None:
        self._cache = cache if cache is not None and cache.folder is not None else None
        self._recent = recent.readings if recent else {}
        self._fingerprints = Fingerprints()
        self._keys: dict[Number, str] = {}

    def load(self, page: pikepdf.Page) -> Page | None:
        """A page as it was read before, if all that it was read from is the same."""
        if self._cache is None:
            return None
        key = self._key(page)
        reading = self._recent.get(key)
        if reading is None:
            content = self._cache.load(_KIND, key)
            if content is None:
                return None
            reading = _decoder.decode(content)
        same = self._fingerprints.used(reading.uses, page) == reading.used
        return reading.page if same else None

    def store(self, page: pikepdf.Page, uses: Uses, read: Page) -> None:
        """Keep what was read of a page."""
        if self._cache is not None:
            used = self._fingerprints.used(uses, page)
            self._cache.store(_KIND, self._key(page), _encoder.encode(_Reading(uses, used, read)))

    @property
    def keys(self) -> list[str]:
        """The keys of the pages that were asked for, in their order."""
        return list(self._keys.values())

    def _key(self, page: pikepdf.Page) -> str:
        place = page.obj.objgen
        if place not in self._keys:
            self._keys[place] = digest(toolchain(), self._fingerprints.content(page))
        return self._keys[place]
