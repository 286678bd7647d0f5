"""What is on pages for a printer, cached from run to run under all that it is read from.

That is the content of a page, its boxes, and its resources with all that they refer to: fonts,
forms, images. After an edit all pages are as before but those of one chapter.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pikepdf

from publish.cache import Cache, Memo
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
        self._cache, self._digests = cache, digests

    def get(self, page: pikepdf.Page, read: Callable[[], ReadPage]) -> ReadPage:
        """A page as it was read before, if all that it is read from is the same."""
        if self._cache.folder is None:
            return read()
        digest = self._digests.page(page)
        return _PAGES.get(self._cache, _PageInputs(digest), read) if digest else read()
