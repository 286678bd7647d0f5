"""`publish cache` counts entries by kind, clears them, and reports why a folder is not used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cache import Cache, digest
from publish.cli import publish
from publish.cli.console import run_and_map_errors
from publish.errors import ExitCode


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """The user's cache, with three entries of two kinds."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path))
    monkeypatch.setenv("PUBLISH_CACHE_LIMIT", "3")
    cache = Cache.default()
    cache.store("page", digest("a"), b"a page")
    cache.store("page", digest("b"), bytes(5000))
    cache.store("drawing", digest("a"), b"")
    return cache


def ask(*words: str) -> Result:
    return CliRunner().invoke(publish, ["cache", *words])


def test_it_shows_the_entries(cache: Cache) -> None:
    assert ask().stdout == (
        f"folder: {cache.folder}\n"
        "size: 16,384 bytes of at most 3,000,000\n"
        "  drawing: 1 entry, 4,096 bytes\n"
        "  page: 2 entries, 12,288 bytes\n"
    )
    assert json.loads(ask("--json").stdout) == {
        "folder": str(cache.folder),
        "limit": 3_000_000,
        "refused": None,
        "size": 16_384,
        "kinds": {
            "drawing": {"entries": 1, "size": 4096},
            "page": {"entries": 2, "size": 12_288},
        },
    }


def test_it_clears_the_entries(cache: Cache) -> None:
    assert json.loads(ask("clear", "--json").stdout)["removed"]["size"] == 16_384
    assert cache.load("page", digest("a")) is None
    assert ask("clear").stderr == "0 entries removed, 0 bytes\n"


def test_a_folder_that_is_not_used_is_not_cleared(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cache.folder is not None
    cache.folder.chmod(0o777)
    assert "not used: other users may write to it\n" in ask().stdout
    monkeypatch.setattr("sys.argv", ["publish", "cache", "clear"])
    assert run_and_map_errors(publish) == ExitCode.UNWRITABLE
    assert "is not used: other users may write to it" in capsys.readouterr().err
    cache.folder.chmod(0o700)
    assert cache.load("page", digest("a")) == b"a page"
