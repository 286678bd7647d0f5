"""Different inputs have different keys, and every key changes with the toolchain."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.cache import Cache, digest, file_digest, toolchain
from publish.cache import toolchain as function
from publish.files.shipped import shipped

module = sys.modules["publish.cache.toolchain"]


def test_a_key_is_the_hash_of_its_parts_with_their_lengths() -> None:
    assert digest("ab", b"c") == hashlib.sha256(b"2:ab1:c").hexdigest()
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("ab", "c", "")}) == 4
    assert digest("ä\ud800") != digest("ä")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A toolchain of a few files in place of the real one."""
    for name in ("package", "templates", "styles/classic", "site/one-1.0.dist-info"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "package" / "code.py").write_text("one")
    shutil.copy(shipped("styles") / "classic" / "theme.toml", tmp_path / "styles" / "classic")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "package")
    monkeypatch.setattr(module, "shipped", lambda name: tmp_path / name)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), "", "/nowhere"])
    return tmp_path


CHANGES: dict[str, Callable[[Path], object]] = {
    "code": lambda home: (home / "package" / "code.py").write_text("two"),
    "new code": lambda home: (home / "package" / "more.py").touch(),
    "renamed code": lambda home: (home / "package" / "code.py").rename(home / "package" / "c.py"),
    "template": lambda home: (home / "templates" / "page.xhtml").touch(),
    "style": lambda home: (home / "styles" / "classic" / "theme.toml").write_text(""),
    "version": lambda home: (home / "site" / "one-1.0.dist-info").rename(
        home / "site" / "one-1.1.dist-info"
    ),
    "package": lambda home: (home / "site" / "two-1.0.dist-info").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_it_changes_with(change: Callable[[Path], object], copy: Path) -> None:
    before = function.__wrapped__(Cache.default())
    change(copy)
    assert function.__wrapped__(Cache.default()) != before


@pytest.fixture
def settled(copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The same, after its files are old enough for their digests to be cached."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "_SETTLED", -1.0)
    function.__wrapped__(Cache.default())
    time.sleep(0.02)  # the clock of the file system must go on
    return copy


def test_unchanged_files_are_not_read_again(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = function.__wrapped__(Cache.default())
    monkeypatch.setattr(Path, "read_bytes", None)
    assert function.__wrapped__(Cache.default()) == before


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_it_changes_despite_cached_digests_with(
    change: Callable[[Path], object], settled: Path
) -> None:
    before = function.__wrapped__(Cache.default())
    change(settled)
    assert function.__wrapped__(Cache.default()) != before


def test_a_changed_file_with_its_old_size_and_time_is_detected(settled: Path) -> None:
    before, code = function.__wrapped__(Cache.default()), settled / "package" / "code.py"
    stamps = code.stat().st_atime_ns, code.stat().st_mtime_ns
    code.write_text("two")
    os.utime(code, ns=stamps)
    assert function.__wrapped__(Cache.default()) != before


def test_the_digest_of_a_file_is_of_its_content(
    settled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = settled / "package" / "code.py"
    assert file_digest(code, Cache.default()) == digest(b"one")
    with monkeypatch.context() as unread:
        unread.setattr(Path, "read_bytes", None)
        assert file_digest(code, Cache.default()) == digest(b"one")
    code.write_text("two")
    assert file_digest(code, Cache.default()) == digest(b"two")


def test_a_file_that_changed_just_now_is_read_again(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(copy / "cache"))
    function.__wrapped__(Cache.default())
    assert not (copy / "cache").exists()


@pytest.mark.parametrize("name", ["package/__pycache__/code.pyc", "site/readme", "notes"])
def test_it_does_not_change_with(name: str, copy: Path) -> None:
    before = function.__wrapped__(Cache.default())
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("new")
    assert function.__wrapped__(Cache.default()) == before


def test_it_changes_with_the_libraries_of_the_system(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = function.__wrapped__(Cache.default())
    monkeypatch.setattr(module, "_LIBRARIES", {"libnowhere.so.9": "version"})
    assert function.__wrapped__(Cache.default()) != before


def test_it_is_computed_once() -> None:
    assert toolchain(Cache.default()) is toolchain(Cache.default())
    assert len(toolchain(Cache.default())) == 64
