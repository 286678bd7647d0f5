"""All surfaces of the PDFs of random trees agree with the model."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from publish.model.book import Book
from publish.verify import verify_product
from tests.numbering.trees import DEEPEST, Shape, books, settled
from tests.verify.making import CORPUS, PDF, corpus_book, made_pdf

# A page costs far more than in an EPUB, so the trees are small and their sections short.
SMALL = Shape(tops=3, sections=14, paragraphs=1, latin=True)
_SEEN: list[int] = []


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # laying out anew while shrinking takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(books(SMALL))
def test_every_surface_of_the_pdf_agrees_with_the_book(book: Book) -> None:
    done = settled(book)
    with tempfile.TemporaryDirectory() as folder:
        path = made_pdf(done, Path(folder))
        assert list(map(str, verify_product(path, done, PDF))) == []
    _SEEN.append(max(section.level for section in done.walk()))


def test_the_trees_were_many_and_deep() -> None:
    assert len(_SEEN) >= 20
    assert max(_SEEN) == DEEPEST


@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_a_corpus_book_raises_no_false_alarm(folder: Path, tmp_path: Path) -> None:
    book = corpus_book(folder)
    assert list(map(str, verify_product(made_pdf(book, tmp_path), book, PDF))) == []
