"""What agreed before is not compared again, and nothing that differs is ever passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from publish.cache import Cache
from publish.model.book import Book
from publish.verify import verify_product
from tests.verify.mutants import Mutant
from tests.verify.products import EPUB
from tests.verify.test_epub_mutants import MUTANTS, mill, mutated

__all__ = ["mill"]

# What each surface whose agreement is kept calls when it looks at a document.
LOOKS = {
    "text": "words_of",
    "headings": "_headings",
    "notes": "_check_counts",
    "captions": "expected_captions",
    "references": "_section_of_note",
}


@pytest.fixture(scope="module")
def warm(mill: tuple[Book, Path], tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """A cache that knows that the good file agreed with the book."""
    cache = Cache(tmp_path_factory.mktemp("agreed") / "cache")
    assert verify_product(mill[1], mill[0], EPUB, cache) == []
    return cache


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_told_in_the_same_words(
    mutant: Mutant, mill: tuple[Book, Path], warm: Cache, tmp_path: Path
) -> None:
    changed = mutated(mill[1], mutant, tmp_path / "mutant.epub")
    told = verify_product(changed, mill[0], EPUB)
    assert told
    for _ in range(2):
        assert verify_product(changed, mill[0], EPUB, warm) == told


def test_another_book_is_told_in_the_same_words(mill: tuple[Book, Path], warm: Cache) -> None:
    book, path = mill
    water, *others = book.sections
    part = replace(water, title="Waters")
    other = replace(book, sections=(part, *others))
    told = verify_product(path, other, EPUB)
    assert told
    assert verify_product(path, other, EPUB, warm) == told


def test_what_agreed_is_not_looked_at_again(
    mill: tuple[Book, Path], warm: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verify_product(mill[1], mill[0], EPUB, warm) == []  # after whatever was held last
    looked: list[str] = []

    def noting(module: str) -> Callable[..., list[str]]:
        def noted(*_: object) -> list[str]:
            looked.append(module)
            return []

        return noted

    for module, name in LOOKS.items():
        monkeypatch.setattr(
            import_module(f"publish.verify.epub.checks.{module}"), name, noting(module)
        )
    assert verify_product(mill[1], mill[0], EPUB, warm) == []
    assert looked == []
    verify_product(mill[1], mill[0], EPUB)
    assert set(looked) == set(LOOKS)
