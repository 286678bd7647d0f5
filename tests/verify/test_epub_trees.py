"""All surfaces of the EPUBs of random trees agree with the model."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from publish.model.book import Book
from publish.verify import verify_product
from tests.numbering.trees import DEEPEST, books, settled
from tests.verify.making import CORPUS, EPUB, corpus_book, made_epub

_SEEN: list[int] = []


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failing tree is small enough to read
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(books())
def test_every_surface_of_the_epub_agrees_with_the_book(book: Book) -> None:
    done = settled(book)
    with tempfile.TemporaryDirectory() as folder:
        path = made_epub(done, Path(folder))
        assert list(map(str, verify_product(path, done, EPUB))) == []
    _SEEN.append(max(section.level for section in done.walk()))


def test_the_trees_were_many_and_deep() -> None:
    assert len(_SEEN) >= 200
    assert max(_SEEN) == DEEPEST


@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_a_corpus_book_raises_no_false_alarm(folder: Path, tmp_path: Path) -> None:
    book = corpus_book(folder)
    assert list(map(str, verify_product(made_epub(book, tmp_path), book, EPUB))) == []
