"""The pages of an edition for a printer that were right before, and are looked at no more.

Only pages that were right are kept, those of the last build, in one entry for a file: under all
that is drawn on them, and what was asked about them.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from publish.cache import Cache, Memo
from publish.model.book import Book, Edition


class _FileInputs(msgspec.Struct, frozen=True):
    """`asked` says what the pages were right about."""

    book: str
    edition: str
    asked: str


_KNOWN = Memo("right-pages", _FileInputs, list[str])


class KnownPages:
    """The digests of the pages that were right; none without a cache."""

    def __init__(self, cache: Cache, book: Book, edition: Edition, asked: str) -> None:
        self._slot = _KNOWN.at(cache, _FileInputs(str(book.folder), edition.name, asked))
        self._pages = frozenset(self._slot.load() or ())
        self.is_kept = cache.folder is not None

    def __contains__(self, page: str) -> bool:
        return page in self._pages

    def store(self, pages: Iterable[str]) -> None:
        """Store the pages that are right now; empty digests are of pages that nobody can know."""
        found = {page for page in pages if page}
        if found != self._pages:
            self._slot.store(sorted(found))
