"""Parts of an EPUB that were made before, by all that goes into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from publish.cache import Cache, digest, toolchain


def kept(kind: str, parts: Iterable[bytes | str], make: Callable[[], bytes]) -> bytes:
    """What `make` makes of those parts, or made of them before."""
    cache, key = Cache.default(), digest(toolchain(), *parts)
    known = cache.load(kind, key)
    if known is None:
        known = make()
        cache.store(kind, key, known)
    return known
