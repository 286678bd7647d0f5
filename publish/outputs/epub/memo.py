"""Memoised parts of an EPUB, by everything that they are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from publish.cache import Cache, digest, toolchain


def memoised(kind: str, inputs: Iterable[bytes | str], make: Callable[[], bytes]) -> bytes:
    """The result of `make` for those inputs, from the cache where it is there."""
    cache, key = Cache.default(), digest(toolchain(), *inputs)
    result = cache.load(kind, key)
    if result is None:
        result = make()
        cache.store(kind, key, result)
    return result
