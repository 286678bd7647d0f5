"""Which documents were held against the same sections before, and agreed with them.

Only agreement is kept, by the bytes of the document and all that it was held against: a difference
is looked for anew each time, and found in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from publish.cache import Cache, digest, toolchain
from publish.verify.difference import Difference

_KIND = "agreement"


@dataclass
class Agreed:
    """The surfaces on which each document agreed, by its key; without a cache nothing is known."""

    cache: Cache | None = None
    _surfaces: dict[str, set[str]] = field(default_factory=dict)
    _found: set[str] = field(default_factory=set)

    def check(
        self, surface: str, parts: tuple[bytes | str, ...], look: Callable[[], Iterable[Difference]]
    ) -> Iterator[Difference]:
        """What `look` finds; nothing where a surface agreed before with those parts.

        `parts` are all that `look` looks at; without any, it always looks.
        """
        if self.cache is None or not parts:
            yield from look()
            return
        key = digest(toolchain(), *parts)
        known = self._known(self.cache, key)
        if surface in known:
            return
        found = list(look())
        yield from found
        if not found:
            known.add(surface)
            self._found.add(key)

    def _known(self, cache: Cache, key: str) -> set[str]:
        if key not in self._surfaces:
            kept = cache.load(_KIND, key) or b""
            self._surfaces[key] = set(kept.decode("ascii", "replace").split())
        return self._surfaces[key]

    def keep(self) -> None:
        """Let the next verification know on what this one agreed."""
        for key in sorted(self._found):
            if self.cache is not None:
                self.cache.store(_KIND, key, " ".join(sorted(self._surfaces[key])).encode())
