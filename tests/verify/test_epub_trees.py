"""All surfaces of the EPUBs of random trees match the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from publish.model.book import Book
from publish.verification import verify_product
from tests.numbering.trees import DEEPEST, books, settled
from tests.verify.products import EPUB, build_epub

pytestmark = pytest.mark.slow

MANY = settings(
    max_examples=100,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failing tree is small enough to read
    suppress_health_check=list(HealthCheck),
)


def test_every_surface_of_many_deep_trees_matches_the_book(tmp_path: Path) -> None:
    levels: list[int] = []

    @MANY
    @given(books())
    def matches(book: Book) -> None:
        book = settled(book)
        path = build_epub(book, tmp_path)
        assert list(map(str, verify_product(path, book, EPUB))) == []
        levels.append(max(section.level for section in book.walk()))

    matches()
    assert len(levels) >= 100
    assert max(levels) == DEEPEST
