"""Readings of pages that are kept from run to run, under the bytes that they were read from.

An entry is found by what a page is by itself; it names the glyphs, forms and settings which the
page used, and holds only while these are the same in the file at hand (fingerprints.py).
"""

from __future__ import annotations

import msgspec
import pikepdf

from publish.cache import Cache, digest, toolchain
from publish.verify.pdf.content import Uses
from publish.verify.pdf.fingerprints import Fingerprints
from publish.verify.pdf.objects import Number
from publish.verify.pdf.runs import Page

_KIND = "pdf-page"


class _Reading(msgspec.Struct, array_like=True):
    """A page as it was read, what it used by name, and a digest of that."""

    uses: Uses
    used: str
    page: Page


_decoder = msgspec.msgpack.Decoder(_Reading)
_encoder = msgspec.msgpack.Encoder()


class Readings:
    """The readings in a cache, for the pages of one file; without a cache there are none."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache if cache is not None and cache.folder is not None else None
        self._fingerprints = Fingerprints()
        self._keys: dict[Number, str] = {}

    def load(self, page: pikepdf.Page) -> Page | None:
        """A page as it was read before, if all that it was read from is the same."""
        if self._cache is None:
            return None
        content = self._cache.load(_KIND, self._key(page))
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

    def _key(self, page: pikepdf.Page) -> str:
        place = page.obj.objgen
        if place not in self._keys:
            self._keys[place] = digest(toolchain(), self._fingerprints.content(page))
        return self._keys[place]
