"""A word that is removed from a finished product, wherever it is, is named.

`make conservation` removes each word of this book, and many of larger ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Protocol, TypeVar

import pytest

from publish.cache import Cache
from publish.model.book import Book
from publish.verification import verify_product
from tests.conservation.__main__ import named, rounds, without_message
from tests.conservation.epub_words import EpubWords
from tests.conservation.pdf_words import PdfWords, Word
from tests.fuzz.trial import RICH
from tests.running import run_context
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

pytestmark = pytest.mark.slow

EACH = 5  # words of a kind
KINDS = {
    "epub": "text heading note cell caption link list code contents NCX generated_page",
    "pdf": "text heading note cell caption link list code contents index folio running_head "
    "generated_page",
}


class _Word(Protocol):
    @property
    def kind(self) -> str: ...


_Any = TypeVar("_Any", bound=_Word)


@pytest.fixture(scope="module")
def book() -> Book:
    return settled_folder(RICH)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.fixture(scope="module")
def epub_words(book: Book, folder: Path) -> tuple[EpubWords, Path]:
    product = build_epub(book, folder)
    return EpubWords(product), product


@pytest.fixture(scope="module")
def pdf_words(book: Book, folder: Path) -> tuple[PdfWords, Path]:
    product = build_pdf(book, folder)
    return PdfWords(product), product


def some(words: Sequence[_Any], format_: str) -> list[_Any]:
    """A few words of each kind, and there is each kind."""
    kinds = defaultdict(list)
    for word in words:
        kinds[word.kind].append(word)
    assert set(kinds) == {kind.replace("_", " ") for kind in KINDS[format_].split()}
    random = Random(f"lost {format_}")
    return [
        word for group in kinds.values() for word in random.sample(group, min(EACH, len(group)))
    ]


def test_in_an_epub(epub_words: tuple[EpubWords, Path], book: Book, tmp_path: Path) -> None:
    whole, product = epub_words
    assert verify_product(product, book, EPUB) == []
    assert len(whole.words) > 400
    for word in some(whole.words, "epub"):
        copy = whole.without([word], tmp_path / "book.epub")
        messages = [diagnostic.message for diagnostic in verify_product(copy, book, EPUB)]
        assert named(word.word, messages), (word, messages)


def test_in_a_pdf(pdf_words: tuple[PdfWords, Path], book: Book, tmp_path: Path) -> None:
    whole, product = pdf_words
    cache = Cache(tmp_path / "cache")
    assert verify_product(product, book, PDF, run_context(cache=cache)) == []
    assert len(whole.words) > 400
    for word in some(whole.words, "pdf"):
        copy = whole.without([word], tmp_path / "book.pdf")
        messages = [
            diagnostic.message
            for diagnostic in verify_product(copy, book, PDF, run_context(cache=cache))
        ]
        assert named(word.word, messages), (word, messages)


def test_a_word_is_not_named_by_other_messages() -> None:
    assert not named("weir", [])
    assert not named("weir", ["text: section “A”: expected “mill”, found nothing"])
    assert Counter(map(named, ("weir", "the weir"), (["“The weir”"],) * 2)) == {True: 2}


def test_of_words_that_are_removed_together_each_has_a_message_of_its_own() -> None:
    words = [SimpleNamespace(word=word, page=len(word)) for word in ("a", "the", "mill", "weir")]
    assert [len(each) for each in rounds(words, lambda word: word.page)] == [3, 1]
    hashable = [Word(0, 0, 0, 0, word, "text") for word in ("a", "the", "mill")]
    left = without_message(hashable, ["“a mill”", "“a mill by the”"])
    assert len(left) == 1
    assert without_message(hashable, ["“a mill”", "“a mill by the”", "“at”"]) == []
