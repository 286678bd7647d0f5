"""Which documents were held against the same sections before, and agreed with them.

Only agreement is kept, by the bytes of the document and all that it was held against: a difference
is looked for anew each time, and found in the same words. What was held against more than its own
sections agrees as long as the rest of the book is what it was then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from publish.cache import Cache
from publish.verify.difference import Difference

_KIND = "agreement"
_DECODER = msgspec.msgpack.Decoder(dict[str, str])


class Agreed(msgspec.Struct):
    """The surfaces on which each document agreed, by its key; without a cache nothing is known."""

    cache: Cache | None = None
    _surfaces: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    _found: set[str] = msgspec.field(default_factory=set)

    def check(
        self, surface: str, key: str, look: Callable[[], Iterable[Difference]], rest: str = ""
    ) -> Iterator[Difference]:
        """What `look` finds; nothing where a surface agreed before by that key.

        `key` is that of a document and its sections, and `rest` stands for all else that `look`
        looks at; without a key, it always looks.
        """
        if self.cache is None or not key:
            yield from look()
            return
        known = self._known(self.cache, key)
        if known.get(surface) == rest:
            return
        found = list(look())
        yield from found
        if not found:
            known[surface] = rest
            self._found.add(key)

    def _known(self, cache: Cache, key: str) -> dict[str, str]:
        if key not in self._surfaces:
            kept = cache.load(_KIND, key)
            self._surfaces[key] = _DECODER.decode(kept) if kept else {}
        return self._surfaces[key]

    def keep(self) -> None:
        """Let the next verification know on what this one agreed."""
        for key in sorted(self._found):
            if self.cache is not None:
                self.cache.store(_KIND, key, msgspec.msgpack.encode(self._surfaces[key]))
