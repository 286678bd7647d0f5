"""The documents that were compared with the same sections before, without any difference.

Only success is stored, under the bytes of the document and all that it was compared with: a
difference is searched for each time, and reported in the same words. What depends on more than its
own sections stays verified as long as the rest of the book is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from publish.cache import Cache
from publish.verify.difference import Difference

_KIND = "agreement"
_DECODER = msgspec.msgpack.Decoder(dict[str, str])


class VerifiedDocuments(msgspec.Struct):
    """The verified surfaces of each document, by its key; none without a cache."""

    cache: Cache | None = None
    _surfaces: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    _new_keys: set[str] = msgspec.field(default_factory=set)

    def differences(
        self, surface: str, key: str, compare: Callable[[], Iterable[Difference]], other_inputs: str
    ) -> Iterator[Difference]:
        """What `compare` finds; nothing where a surface was verified before.

        `key` is that of a document and its sections, and `other_inputs` of everything else that
        `compare` depends on; without a key, it always runs.
        """
        if self.cache is None or not key:
            yield from compare()
            return
        surfaces = self._load(self.cache, key)
        if surfaces.get(surface) == other_inputs:
            return
        differences = list(compare())
        yield from differences
        if not differences:
            surfaces[surface] = other_inputs
            self._new_keys.add(key)

    def _load(self, cache: Cache, key: str) -> dict[str, str]:
        if key not in self._surfaces:
            stored = cache.load(_KIND, key)
            self._surfaces[key] = _DECODER.decode(stored) if stored else {}
        return self._surfaces[key]

    def store(self) -> None:
        """Store what is verified now."""
        for key in sorted(self._new_keys):
            if self.cache is not None:
                self.cache.store(_KIND, key, msgspec.msgpack.encode(self._surfaces[key]))
