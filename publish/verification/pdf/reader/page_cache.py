"""The text of pages, cached from run to run under the bytes that it was read from.

An entry is found by the content of a page; it names the glyphs, forms and settings that the page
used, and is valid only while these are the same in the current file (fingerprints.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pikepdf

from publish.cache import Cache, Memo, Slot, digest
from publish.verification.looks import Look, stored_look
from publish.verification.pdf.reader.content_streams import UsedResources
from publish.verification.pdf.reader.fingerprints import Fingerprints
from publish.verification.pdf.reader.objects import ObjectId


class _CachedPage(msgspec.Struct, array_like=True):
    """The resources that a page used, a digest of them, and its text, encoded."""

    used: msgspec.Raw
    digest: str
    page: msgspec.Raw


class _PageInputs(msgspec.Struct, frozen=True):
    """`content` is a digest of the page and its streams."""

    content: str


_encode = msgspec.msgpack.Encoder().encode
_decode_used = msgspec.msgpack.Decoder(UsedResources).decode

_PAGES = Memo("pdf-page", _PageInputs, _CachedPage)


class PageCache:
    """The cached pages for one file; none without a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._fingerprints = Fingerprints(cache)
        self._contents: dict[ObjectId, str] = {}

    def load(self, page: pikepdf.Page) -> bytes | None:
        """The text of a page as it was stored, if everything that it was read from is the same."""
        if self._cache.folder is None:
            return None
        content = self._content(page)
        cached = self._slot(content).load()
        if cached is None:
            return None
        is_valid = self._resources(cached, page) == cached.digest
        return bytes(cached.page) if is_valid else None

    def store(self, page: pikepdf.Page, used: UsedResources, text: bytes) -> None:
        """Cache the text of a page in the form in which `load` returns it."""
        if self._cache.folder is not None:
            resources = self._fingerprints.resources(used, page)
            encoded = msgspec.Raw(_encode(used))
            self._slot(self._content(page)).store(
                _CachedPage(encoded, resources, msgspec.Raw(text))
            )

    def fingerprint(self, page: pikepdf.Page) -> str:
        """A digest of all that a page shows, which was read before; "" if it was not stored."""
        if self._cache.folder is None:
            return ""
        content = self._content(page)
        cached = self._slot(content).load()
        if cached is None:
            return ""
        resources = self._resources(cached, page)
        return digest(content, resources, self._fingerprints.painting(page))

    def _resources(self, cached: _CachedPage, page: pikepdf.Page) -> str:
        """A digest of what a page has now of the resources that it used."""
        return self._fingerprints.resources(_decode_used(cached.used), page)

    def stored_looks(
        self, page: pikepdf.Page, figures: Mapping[int, Sequence[str]]
    ) -> dict[int, Slot[Look] | None]:
        """Where the looks of figures are stored, by MCID; None for one that is not a single image.

        `figures` are the names of what each shows.
        """
        images = (
            self._fingerprints.figure(names[0], page) if len(names) == 1 else ""
            for names in figures.values()
        )
        return {
            mcid: stored_look(image, self._cache) if image else None
            for mcid, image in zip(figures, images, strict=True)
        }

    def _content(self, page: pikepdf.Page) -> str:
        object_id = page.obj.objgen
        if object_id not in self._contents:
            self._contents[object_id] = self._fingerprints.content(page)
        return self._contents[object_id]

    def _slot(self, content: str) -> Slot[_CachedPage]:
        return _PAGES.at(self._cache, _PageInputs(content))
