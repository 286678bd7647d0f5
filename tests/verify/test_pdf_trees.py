"""All surfaces of the PDFs of random trees match the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from publish.model.book import Book
from publish.verification import verify_product
from tests.numbering.trees import DEEPEST, Shape, books, settled
from tests.verify.products import PDF, build_pdf

pytestmark = pytest.mark.slow

# A page costs far more than in an EPUB, so the trees are small and their sections short.
SMALL = Shape(tops=3, sections=14, paragraphs=1, latin=True)
SOME = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # laying out again while shrinking takes minutes
    suppress_health_check=list(HealthCheck),
)


def test_every_surface_of_some_deep_trees_matches_the_book(tmp_path: Path) -> None:
    levels: list[int] = []

    @SOME
    @given(books(SMALL))
    def matches(book: Book) -> None:
        book = settled(book)
        path = build_pdf(book, tmp_path)
        assert list(map(str, verify_product(path, book, PDF))) == []
        levels.append(max(section.level for section in book.walk()))

    matches()
    assert len(levels) >= 20
    assert max(levels) == DEEPEST
