"""Documents that were verified before are not compared again; differences are always reported."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from msgspec.structs import replace

from publish.cache import Cache
from publish.model.book import Book
from publish.verification import verify_product
from tests.running import run_context
from tests.verify.mutants import Mutant
from tests.verify.products import EPUB
from tests.verify.test_epub_mutants import MUTANTS, mill, mutated

__all__ = ["mill"]

# What each check of documents calls when it compares one.
COMPARISONS = {
    "text": "words_of",
    "headings": "_headings",
    "notes": "_check_counts",
    "captions": "expected_captions",
    "references": "_section_of_note",
}


@pytest.fixture(scope="module")
def warm(mill: tuple[Book, Path], tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """A cache with the good file as verified."""
    cache = Cache(tmp_path_factory.mktemp("verified") / "cache")
    assert verify_product(mill[1], mill[0], EPUB, run_context(cache=cache)) == []
    return cache


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_reported_in_the_same_words(
    mutant: Mutant, mill: tuple[Book, Path], warm: Cache, tmp_path: Path
) -> None:
    changed = mutated(mill[1], mutant, tmp_path / "mutant.epub")
    expected = verify_product(changed, mill[0], EPUB)
    assert expected
    for _ in range(2):
        assert verify_product(changed, mill[0], EPUB, run_context(cache=warm)) == expected


def test_another_book_is_reported_in_the_same_words(mill: tuple[Book, Path], warm: Cache) -> None:
    book, path = mill
    water, *others = book.sections
    part = replace(water, title="Waters")
    other = replace(book, sections=(part, *others))
    expected = verify_product(path, other, EPUB)
    assert expected
    assert verify_product(path, other, EPUB, run_context(cache=warm)) == expected


def test_verified_documents_are_not_compared_again(
    mill: tuple[Book, Path], warm: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verify_product(mill[1], mill[0], EPUB, run_context(cache=warm)) == []
    called: list[str] = []

    def recording(module: str) -> Callable[..., list[str]]:
        def record(*_: object) -> list[str]:
            called.append(module)
            return []

        return record

    for module, name in COMPARISONS.items():
        monkeypatch.setattr(
            import_module(f"publish.verification.pages.checks.{module}"), name, recording(module)
        )
    assert verify_product(mill[1], mill[0], EPUB, run_context(cache=warm)) == []
    assert called == []
    verify_product(mill[1], mill[0], EPUB)
    assert set(called) == set(COMPARISONS)
