"""The text of pages, cached from run to run under the bytes that it was read from.

An entry is found by the content of a page; it names the glyphs, forms and settings that the page
used, and is valid only while these are the same in the current file (fingerprints.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pikepdf

from publish.cache import Cache, Memo, Slot
from publish.verification.looks import Look, stored_look
from publish.verification.pdf.reader.content_streams import UsedResources
from publish.verification.pdf.reader.fingerprints import Fingerprints
from publish.verification.pdf.reader.objects import ObjectId
from publish.verification.pdf.reader.runs import PageText


class _CachedPage(msgspec.Struct, array_like=True):
    """The text of a page, the resources that it used, and a digest of them."""

    used: UsedResources
    digest: str
    page: PageText


class _PageInputs(msgspec.Struct, frozen=True):
    """`content` is a digest of the page and its streams."""

    content: str


class _ListInputs(msgspec.Struct, frozen=True):
    book: str
    edition: str


_PAGES = Memo("pdf-page", _PageInputs, _CachedPage)
_LISTS = Memo("pdf-pages", _ListInputs, list[str])


class RecentPages:
    """The pages of the last build of a product, loaded from a cache before there is a file."""

    def __init__(self, cache: Cache, book: str, edition: str) -> None:
        self._slot = _LISTS.at(cache, _ListInputs(book, edition))
        self._keys = self._slot.load() or []
        loaded = ((key, _PAGES.load(cache, key)) for key in dict.fromkeys(self._keys))
        self.by_key = {key: page for key, page in loaded if page is not None}

    def update(self, keys: list[str]) -> None:
        """Store the keys of the pages that the product has now."""
        if keys != self._keys:
            self._slot.store(keys)


class PageCache:
    """The cached pages for one file; none without a cache. The `recent` ones are in memory."""

    def __init__(self, cache: Cache, recent: RecentPages | None = None) -> None:
        self._cache = cache
        self._recent = recent.by_key if recent else {}
        self._fingerprints = Fingerprints()
        self._slots: dict[ObjectId, Slot[_CachedPage]] = {}

    def load(self, page: pikepdf.Page) -> PageText | None:
        """The text of a page as it was read before, if everything that it was read from is the
        same."""
        if self._cache.folder is None:
            return None
        slot = self._slot(page)
        cached = self._recent.get(slot.key) or slot.load()
        if cached is None:
            return None
        is_valid = self._fingerprints.resources(cached.used, page) == cached.digest
        return cached.page if is_valid else None

    def store(self, page: pikepdf.Page, used: UsedResources, text: PageText) -> None:
        """Cache the text of a page."""
        if self._cache.folder is not None:
            resources = self._fingerprints.resources(used, page)
            self._slot(page).store(_CachedPage(used, resources, text))

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

    @property
    def keys(self) -> list[str]:
        """The keys of the pages that were requested, in order."""
        return [slot.key for slot in self._slots.values()]

    def _slot(self, page: pikepdf.Page) -> Slot[_CachedPage]:
        object_id = page.obj.objgen
        if object_id not in self._slots:
            inputs = _PageInputs(self._fingerprints.content(page))
            self._slots[object_id] = _PAGES.at(self._cache, inputs)
        return self._slots[object_id]
