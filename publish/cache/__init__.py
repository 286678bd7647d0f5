"""What was made once and need not be made again: bytes by kind and key, in a folder of the user.

An entry is never trusted: what does not hold its own hash is removed and made again. Trouble with
the disk costs time, never a book.

entries.py     load and store
bound.py       what is there, and the least recently used out first
toolchain.py   keys, and the part of them that stands for this copy of the toolchain
"""

from __future__ import annotations

from publish.cache.entries import Cache
from publish.cache.eviction import CacheStats, cache_stats, clear, trim
from publish.cache.toolchain import digest, file_digest, toolchain

__all__ = [
    "Cache",
    "CacheStats",
    "cache_stats",
    "clear",
    "digest",
    "file_digest",
    "toolchain",
    "trim",
]
