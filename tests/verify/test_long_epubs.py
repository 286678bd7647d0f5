"""A long EPUB is compared by two processes, with the result of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.cache import Cache
from publish.model.book import Book
from publish.verification import verify_product
from publish.verification.pages import shares
from tests.running import run_context
from tests.verify.forks import count_forks
from tests.verify.mutants import Mutant
from tests.verify.products import EPUB
from tests.verify.test_epub_mutants import MUTANTS, mill, mutated

__all__ = ["mill"]


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that this one starts, where every file counts as long."""
    monkeypatch.setattr(shares, "_MANY", 1)
    return count_forks(monkeypatch)


@pytest.mark.parametrize("mutant", MUTANTS[::3], ids=str)
def test_they_report_what_one_process_reports(
    mutant: Mutant, mill: tuple[Book, Path], forked: list[int], tmp_path: Path
) -> None:
    changed = mutated(mill[1], mutant, tmp_path / "mutant.epub")
    expected = verify_product(changed, mill[0], EPUB)
    assert expected
    assert verify_product(changed, mill[0], EPUB, run_context()) == expected
    assert len(forked) == 1


def test_what_both_have_verified_is_known_afterwards(
    mill: tuple[Book, Path],
    forked: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book, path = mill
    alone, together = (Cache(tmp_path / name) for name in ("alone", "together"))
    assert verify_product(path, book, EPUB, run_context(cache=together)) == []
    assert len(forked) == 1
    assert verify_product(path, book, EPUB, run_context(cache=together)) == []
    assert len(forked) == 1  # nothing is new
    monkeypatch.setattr(shares, "_MANY", 1000)
    assert verify_product(path, book, EPUB, run_context(cache=alone)) == []
    assert _verified(together) == _verified(alone) != {}


def _verified(cache: Cache) -> dict[str, bytes]:
    assert cache.folder is not None
    files = sorted((cache.folder / "epub-verified").rglob("*"))
    return {each.name: each.read_bytes() for each in files if each.is_file()}
