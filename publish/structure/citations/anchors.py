"""The ids of citations and entries, none of which is an id of the author's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from publish.model.names import Names


class EntryAnchors:
    """The ids of the entries in one bibliography, and of the citations that they link back to."""

    def __init__(self, names: Names, keys: Iterable[str] = ()) -> None:
        self._listed = frozenset(keys)
        self._names = names
        self._entries: dict[str, str] = {}
        self._citations: dict[str, list[str]] = defaultdict(list)

    def add_citation(self, anchor: str, keys: Iterable[str]) -> None:
        """Note the id of a citation of those keys; citations come in reading order."""
        for key in dict.fromkeys(keys):
            self._citations[key].append(anchor)

    def entry_address(self, key: str) -> str:
        """The address of an entry, empty where there is none."""
        if key not in self._listed:
            return ""
        if key not in self._entries:
            self._entries[key] = self._names.claim("ref-" + re.sub(r"[^A-Za-z0-9._-]+", "-", key))
        return f"#{self._entries[key]}"

    def has(self, key: str) -> bool:
        """Whether the bibliography has an entry for a key."""
        return key in self._listed

    def citations_of(self, key: str) -> list[str]:
        """The ids of the citations of an entry, in order."""
        return self._citations[key]
