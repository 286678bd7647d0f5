"""The ids of citations and entries, none of which is an id of the author's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from publish.model.book import Book


class Anchors:
    """Allocates the ids of citations and entries."""

    def __init__(self, book: Book) -> None:
        self._listed: frozenset[str] = frozenset()
        self._names = book.names
        self._entries: dict[str, str] = {}
        self._citations: dict[str, list[str]] = defaultdict(list)
        self._count = 0

    def add_citation(self, keys: Iterable[str]) -> str:
        """The id of the next citation, which cites those keys."""
        self._count += 1
        anchor = self._names.claim(f"citation-{self._count}")
        for key in dict.fromkeys(keys):
            self._citations[key].append(anchor)
        return anchor

    def set_entries(self, keys: Iterable[str]) -> None:
        """Set the keys that have an entry in the bibliography."""
        self._listed = frozenset(keys)

    def entry_address(self, key: str) -> str:
        """The address of an entry, empty where there is none."""
        if key not in self._listed:
            return ""
        if key not in self._entries:
            self._entries[key] = self._names.claim("ref-" + re.sub(r"[^A-Za-z0-9._-]+", "-", key))
        return f"#{self._entries[key]}"

    def citations_of(self, key: str) -> list[str]:
        """The ids of the citations of an entry, in order."""
        return self._citations[key]
