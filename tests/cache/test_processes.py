"""Several processes use one cache at once, and any of them may be killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish.cache import Cache, cache_stats, clear, digest, trim
from tests.conftest import MINIMAL, WriteBook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "12"))

# Stores and loads a few entries of many sizes, and prints if one is ever wrong.
_USER = """
import sys, hashlib
from pathlib import Path
from publish.cache import Cache, digest, trim
cache, rounds, seed = Cache(Path(sys.argv[1]), int(sys.argv[2])), int(sys.argv[3]), sys.argv[4]
print("ready", flush=True)
for number in range(rounds):
    name = str((number * 7 + len(seed)) % 20)
    right = hashlib.sha256(name.encode()).digest() * (int(name) ** 3 + 1)
    found = cache.load("page", digest(name))
    if found not in (None, right):
        sys.exit(3)
    if found is None or number % 3 == 0:
        cache.store("page", digest(name), right)
    if number % 50 == 0:
        trim(cache)
"""
MUCH = 10**9
LITTLE = 10**6  # less than all entries together, so that they are trimmed all the time


def user(cache: Cache, rounds: int, seed: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _USER, str(cache.folder), str(cache.limit), str(rounds), seed],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_three_at_once(tmp_path: Path) -> None:
    for limit in (MUCH, LITTLE):
        cache = Cache(tmp_path / str(limit), limit)
        users = [user(cache, 600, "x" * number) for number in range(3)]
        for each in users:
            _, lines = each.communicate(timeout=300)
            assert (each.returncode, lines) == (0, b"")
        assert cache_stats(cache).size <= limit + 20 * 500_000
        assert not [path for path in (tmp_path / str(limit)).rglob(".*") if path.is_file()]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", LITTLE)
    chance = random.Random(4)
    for _ in range(KILLS):
        each = user(cache, 10**9, "x")
        assert each.stdout is not None
        assert each.stdout.readline() == b"ready\n"
        time.sleep(chance.random() / 20)
        each.send_signal(signal.SIGKILL)
        each.communicate()
    after = user(cache, 200, "x")
    _, lines = after.communicate(timeout=300)
    assert (after.returncode, lines) == (0, b"")


def test_clearing_while_others_write(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", MUCH)
    each = user(cache, 2000, "x")
    while each.poll() is None:
        clear(cache)
    _, lines = each.communicate()
    assert (each.returncode, lines) == (0, b"")
    clear(cache)
    trim(cache)
    assert cache_stats(cache).entries == {}
    cache.store("page", digest("again"), b"again")
    assert cache.load("page", digest("again")) == b"again"


BOOK = {"book.toml": MINIMAL, "a.md": "# A\n\nThe *sea* goes out.\n"}


def builder(book: Path, out: str, cache: str) -> subprocess.Popen[bytes]:
    words = ["--quiet", "build", "book", "--edition", "epub", "--out", out]
    return subprocess.Popen(
        [sys.executable, "-m", "publish", *words],
        cwd=book.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PUBLISH_CACHE": cache},
        stderr=subprocess.PIPE,
    )


def ended(build: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    _, lines = build.communicate(timeout=300)
    return build.returncode, lines


def test_builds_killed_at_random_moments_and_two_at_once(write_book: WriteBook) -> None:
    book = write_book(BOOK)
    home = book.parent
    began = time.monotonic()
    assert ended(builder(book, "clean", "off")) == (0, b"")
    length = time.monotonic() - began
    clean = (home / "clean" / "book.epub").read_bytes()
    chance = random.Random(5)
    for _ in range(KILLS // 3):
        each = builder(book, "out", "kept")
        time.sleep(chance.random() * length)
        each.send_signal(signal.SIGKILL)
        each.communicate()
    both = [builder(book, out, "kept") for out in ("out", "other")]
    assert [ended(each) for each in both] == [(0, b"")] * 2
    for out in ("out", "other"):
        assert [path.name for path in (home / out).iterdir()] == ["book.epub"]
        assert (home / out / "book.epub").read_bytes() == clean
