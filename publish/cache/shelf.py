"""What a library keeps for itself, by names of its own, as entries of one kind."""

from __future__ import annotations

import msgspec

from publish.cache.entries import Cache
from publish.cache.toolchain import digest, toolchain


class Shelf(msgspec.Struct, frozen=True):
    """Bytes by name, as long as the toolchain is the same; `kind` is that of the entries."""

    cache: Cache
    kind: str

    def load(self, name: str) -> bytes | None:
        """What was stored by that name, or None."""
        return self.cache.load(self.kind, digest(toolchain(), name))

    def store(self, name: str, content: bytes) -> None:
        """Keep `content` by that name."""
        self.cache.store(self.kind, digest(toolchain(), name), content)
