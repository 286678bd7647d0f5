"""The build cache: bytes by kind and key, in a folder of the user.

An entry is never trusted: one whose hash does not match is removed and computed again. Problems
with the disk cost time, never a book.

entries.py    loads and stores bytes
memo.py       results by named inputs, the one way to use the cache
kinds.py      the table of the kinds of entries
why.py        compares the inputs of entries, for `publish cache --why`
eviction.py   counts entries and removes the least recently used
toolchain.py  keys, and the part of them that identifies this copy of the toolchain
"""

from __future__ import annotations

from publish.cache.entries import NO_CACHE, Cache
from publish.cache.eviction import CacheStats, cache_stats, clear, trim
from publish.cache.memo import InputGroup, Memo, Slot
from publish.cache.toolchain import digest, file_digest, system_libraries, toolchain

__all__ = [
    "NO_CACHE",
    "Cache",
    "CacheStats",
    "InputGroup",
    "Memo",
    "Slot",
    "cache_stats",
    "clear",
    "digest",
    "file_digest",
    "system_libraries",
    "toolchain",
    "trim",
]
