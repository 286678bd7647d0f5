"""The text of pages, cached from run to run under the bytes that it was read from.

An entry is found by the content of a page; it names the glyphs, forms and settings that the page
used, and is valid only while these are the same in the current file (fingerprints.py).
"""

from __future__ import annotations

import msgspec
import pikepdf

from publish.cache import Cache, digest, toolchain
from publish.verify.pdf.reader.content_streams import UsedResources
from publish.verify.pdf.reader.fingerprints import Fingerprints
from publish.verify.pdf.reader.objects import ObjectId
from publish.verify.pdf.reader.runs import PageText

_KIND, _LIST = "pdf-page", "pdf-pages"


class _CachedPage(msgspec.Struct, array_like=True):
    """The text of a page, the resources that it used, and a digest of them."""

    used: UsedResources
    digest: str
    page: PageText


_decoder = msgspec.msgpack.Decoder(_CachedPage)
_encoder = msgspec.msgpack.Encoder()
_keys = msgspec.msgpack.Decoder(list[str])


class RecentPages:
    """The pages of the last build of a product, loaded from a cache before there is a file."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._name = cache, name
        stored = cache.load(_LIST, name)
        self._keys: list[str] = _keys.decode(stored) if stored else []
        loaded = ((key, cache.load(_KIND, key)) for key in dict.fromkeys(self._keys))
        self.by_key = {key: _decoder.decode(content) for key, content in loaded if content}

    def update(self, keys: list[str]) -> None:
        """Store the keys of the pages that the product has now."""
        if keys != self._keys:
            self._cache.store(_LIST, self._name, _encoder.encode(keys))


class PageCache:
    """The cached pages for one file; none without a cache. The `recent` ones are in memory."""

    def __init__(self, cache: Cache | None, recent: RecentPages | None = None) -> None:
        self._cache = cache if cache is not None and cache.folder is not None else None
        self._recent = recent.by_key if recent else {}
        self._fingerprints = Fingerprints()
        self._keys: dict[ObjectId, str] = {}

    def load(self, page: pikepdf.Page) -> PageText | None:
        """The text of a page as it was read before, if everything that it was read from is the
        same."""
        if self._cache is None:
            return None
        key = self._key(page)
        cached = self._recent.get(key)
        if cached is None:
            content = self._cache.load(_KIND, key)
            if content is None:
                return None
            cached = _decoder.decode(content)
        is_valid = self._fingerprints.resources(cached.used, page) == cached.digest
        return cached.page if is_valid else None

    def store(self, page: pikepdf.Page, used: UsedResources, text: PageText) -> None:
        """Cache the text of a page."""
        if self._cache is not None:
            resources = self._fingerprints.resources(used, page)
            content = _encoder.encode(_CachedPage(used, resources, text))
            self._cache.store(_KIND, self._key(page), content)

    @property
    def keys(self) -> list[str]:
        """The keys of the pages that were requested, in order."""
        return list(self._keys.values())

    def _key(self, page: pikepdf.Page) -> str:
        object_id = page.obj.objgen
        if object_id not in self._keys:
            self._keys[object_id] = digest(toolchain(), self._fingerprints.content(page))
        return self._keys[object_id]
