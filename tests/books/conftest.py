"""The books of the corpus, which the tests of this folder share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.books.built import BuildOnce, BuiltBook, run_publish


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """Builds a book at the first request, and gives it again at the others."""

    @cache
    def build(book: Path) -> BuiltBook:
        here = tmp_path_factory.mktemp("here")
        # Editions of the same pages share them through a cache, which is empty at first.
        built = BuiltBook(book, here / book.name, here / "cache")
        run_publish(built, "build", book, "--out", built.out)
        return built

    return build
