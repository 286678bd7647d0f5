"""The cache stays below its limit, evicts the least recently used, and clears only its own."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from publish.cache import Cache, cache_stats, clear, digest, eviction, trim

BLOCK_SIZE = 4096
HOUR = 3600


def key(number: int) -> str:
    return digest(f"entry {number}")


def store_entries(cache: Cache, count: int, size: int = BLOCK_SIZE - 48) -> None:
    """Store entries of one block each, the first used longest ago."""
    for number in range(count):
        cache.store("page", key(number), bytes(size))
        use(cache, number, ago=(count - number) * HOUR)


def path(cache: Cache, number: int) -> Path:
    assert cache.folder is not None
    return cache.folder / "page" / key(number)


def use(cache: Cache, number: int, *, ago: float) -> None:
    then = time.time() - ago
    os.utime(path(cache, number), (then, then))


def remaining(cache: Cache, count: int) -> list[int]:
    return [number for number in range(count) if path(cache, number).exists()]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with a limit of ten entries of one block."""
    return Cache(tmp_path / "cache", 10 * BLOCK_SIZE)


def test_the_least_recently_used_goes_first(cache: Cache) -> None:
    store_entries(cache, 12)
    assert cache.load("page", key(1)) is not None
    trim(cache)
    assert remaining(cache, 12) == [1, 5, 6, 7, 8, 9, 10, 11]
    assert cache_stats(cache).size == 8 * BLOCK_SIZE


def test_a_use_is_recorded_once_an_hour(cache: Cache) -> None:
    store_entries(cache, 1)
    use(cache, 0, ago=HOUR / 2)
    before = path(cache, 0).stat().st_mtime_ns
    assert cache.load("page", key(0)) is not None
    assert path(cache, 0).stat().st_mtime_ns == before
    use(cache, 0, ago=HOUR * 2)
    assert cache.load("page", key(0)) is not None
    assert time.time() - path(cache, 0).stat().st_mtime < HOUR / 2
    use(cache, 0, ago=-HOUR * 48)  # a clock that was wrong
    assert cache.load("page", key(0)) is not None
    assert path(cache, 0).stat().st_mtime - time.time() < HOUR / 2


def test_within_the_limit_nothing_is_removed(cache: Cache) -> None:
    store_entries(cache, 10)
    trim(cache)
    assert remaining(cache, 10) == list(range(10))


def test_entries_count_by_their_blocks(cache: Cache) -> None:
    store_entries(cache, 6, size=1)
    cache.store("page", key(6), bytes(5 * BLOCK_SIZE - 48))
    trim(cache)
    assert remaining(cache, 7) == [3, 4, 5, 6]


def test_it_scans_only_after_enough_was_stored(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = []
    scan = eviction.entry_files

    def counted(scanned: Cache) -> object:
        scans.append(scanned)
        return scan(scanned)

    monkeypatch.setattr(eviction, "entry_files", counted)
    store_entries(cache, 10)
    trim(cache)
    assert not scans
    store_entries(cache, 10)  # the same again: on the disk there are ten
    trim(cache)
    trim(cache)
    assert len(scans) == 1
    assert remaining(cache, 10) == list(range(10))
    cache.store("page", key(10), b"")
    trim(cache)
    assert len(scans) == 2
    assert len(remaining(cache, 11)) == 8


def test_a_lower_limit_applies_at_once(cache: Cache) -> None:
    store_entries(cache, 10)
    trim(Cache(cache.folder, 5 * BLOCK_SIZE))
    assert remaining(cache, 10) == [6, 7, 8, 9]


def test_the_count_may_be_lost(cache: Cache) -> None:
    store_entries(cache, 12)
    assert cache.folder is not None
    (cache.folder / "stored").unlink()
    trim(cache)
    assert len(remaining(cache, 12)) == 8


def test_partial_files_are_removed_after_an_hour(cache: Cache) -> None:
    store_entries(cache, 12)
    fresh = path(cache, 11).with_name(f".{key(11)}.123.abcd")
    left = path(cache, 11).with_name(f".{key(11)}.124.abcd")
    for each in (fresh, left):
        each.write_bytes(b"half")
    os.utime(left, (time.time() - 2 * HOUR,) * 2)
    trim(cache)
    assert fresh.exists()
    assert not left.exists()


def test_clearing_removes_only_our_own(cache: Cache) -> None:
    store_entries(cache, 12)
    assert cache.folder is not None
    strange = [
        cache.folder / "notes.txt",
        cache.folder / "page" / "notes.txt",
        cache.folder / "page" / "zz" / key(0),
        path(cache, 0).with_name("notes.txt"),
        cache.folder / "Pictures" / "aa" / key(0),
    ]
    for each in strange:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_bytes(b"mine")
    removed = clear(cache)
    assert (removed.entries, removed.sizes) == ({"page": 12}, {"page": 12 * BLOCK_SIZE})
    assert cache_stats(cache).entries == {}
    files = {each for each in cache.folder.rglob("*") if each.is_file()}
    assert files == {*strange, cache.folder / "CACHEDIR.TAG"}


def test_the_entries_of_earlier_versions_are_counted_and_cleared(cache: Cache) -> None:
    store_entries(cache, 1)
    earlier = path(cache, 0).parent / key(0)[:2] / key(0)
    earlier.parent.mkdir()
    path(cache, 0).rename(earlier)
    assert clear(cache).entries == {"page": 1}
    assert not earlier.parent.parent.exists()


def test_an_empty_or_unsafe_cache_is_counted_and_cleared(tmp_path: Path) -> None:
    for cache in (Cache(None), Cache(tmp_path / "nowhere")):
        trim(cache)
        assert clear(cache).entries == {}
    shared = Cache(tmp_path / "shared")
    store_entries(shared, 1)
    (tmp_path / "shared").chmod(0o777)
    trim(Cache(shared.folder, 0))
    assert clear(shared).entries == {}
    assert remaining(shared, 1) == [0]
