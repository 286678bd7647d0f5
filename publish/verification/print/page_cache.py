"""What is on pages for a printer, cached from run to run under all that it is read from.

That is the content of a page, its boxes, and its resources with all that they refer to: fonts,
forms, images. Only pages that are looked at again are stored: those that were right are not.
"""

from __future__ import annotations

import msgspec
import pikepdf

from publish.cache import Cache, Memo, Slot
from publish.cache.pdf_objects import ObjectDigests
from publish.verification.print.things import Thing

Colour = tuple[str, tuple[float, ...]]  # a colour space, and the parts of a colour in it


class ReadPage(msgspec.Struct, array_like=True, frozen=True):
    """A page as it was read: the things on it, the colour spaces that it selects, its colours."""

    things: list[Thing]
    spaces: frozenset[str]
    colours: frozenset[Colour]


class _PageInputs(msgspec.Struct, frozen=True):
    """A digest of a page with all that it refers to."""

    page: str


_PAGES = Memo("printed-page", _PageInputs, ReadPage)


class PageCache:
    """The cached pages of one open file."""

    def __init__(self, cache: Cache, digests: ObjectDigests) -> None:
        self._cache = cache
        self._digests = digests

    def load(self, page: pikepdf.Page) -> ReadPage | None:
        """A page as it was read before, if all that it is read from is the same."""
        return slot.load() if (slot := self._slot(page)) else None

    def store(self, page: pikepdf.Page, read: ReadPage) -> None:
        """Store a page as it was read, unless it is stored already."""
        if (slot := self._slot(page)) and not slot.exists():
            slot.store(read)

    def _slot(self, page: pikepdf.Page) -> Slot[ReadPage] | None:
        if self._cache.folder is None:
            return None
        digest = self._digests.page(page)
        return _PAGES.at(self._cache, _PageInputs(digest)) if digest else None
