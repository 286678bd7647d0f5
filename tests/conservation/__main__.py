"""Counts the words of every book through both products: `make conservation`.

Each corpus and case book is built as EPUB and PDF where it can be, verified, and searched for the
words of its manuscript; then each word of the rich book's products, and every fiftieth of the
corpus's, is removed once, and verification must name it. Words of different pages are removed
together, as long as each is named by a message of its own. `--only books` or `--only mutants` does
half of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.verification import verify_product
from tests.badinputs.case import write
from tests.conservation.books import small_books
from tests.conservation.epub_words import EpubWords
from tests.conservation.manuscript_words import bare, missing, pieces
from tests.conservation.pdf_words import PdfWords
from tests.conservation.product_text import epub_text, pdf_text
from tests.fuzz.trial import RICH
from tests.running import run_context
from tests.verify.products import CORPUS, EPUB, PDF, build_epub, build_pdf, settled_folder

BUILDS = {"epub": (EPUB, build_epub, epub_text), "pdf": (PDF, build_pdf, pdf_text)}
EVERY = 50  # one of so many words of a corpus book is removed


@dataclass(frozen=True, slots=True)
class BookResult:
    """The words of one book in one format; `refused` is the error without a product."""

    book: str
    format: str
    words: int = 0
    lost: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class RemovedWord:
    """A word that was removed from a product, and whether verification named it."""

    book: str
    format: str
    kind: str
    word: str
    named: bool


def main() -> int:
    """The exit code: 0 when no word was lost unseen."""
    parser = argparse.ArgumentParser(prog="python -m tests.conservation", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=("books", "mutants"))
    options = parser.parse_args()
    passed = True
    with ProcessPoolExecutor(options.jobs) as pool:
        if options.only != "mutants":
            names = [*small_books(), *(str(home) for home in (*CORPUS, RICH))]
            results = chain.from_iterable(pool.map(check_book, names))
            passed &= _report_books(results)
        if options.only != "books":
            tasks = [(home, format_) for home in (RICH, *CORPUS) for format_ in BUILDS]
            removed = chain.from_iterable(pool.map(remove_words, tasks))
            passed &= _report_mutants(removed)
    return 0 if passed else 1


def _report_books(results: Iterable[BookResult]) -> bool:
    counts: Counter[str] = Counter()
    passed = True
    for result in results:
        if result.refused:
            counts[f"books refused as {result.format}"] += 1
            print(f"{result.book} was not built as {result.format}: {result.refused}", flush=True)
            continue
        counts[f"books as {result.format}"] += 1
        counts[f"words as {result.format}"] += result.words
        for fault in (*result.lost, *result.messages):
            passed = False
            print(f"{result.book}, {result.format}: {fault}", flush=True)
    print(", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())), flush=True)
    return passed


def _report_mutants(removed: Iterable[RemovedWord]) -> bool:
    counts: Counter[tuple[str, str]] = Counter()
    unnamed = 0
    for each in removed:
        counts[each.format, each.kind] += 1
        if not each.named:
            unnamed += 1
            print(f"{each.book}, {each.format}, {each.kind}: {each.word!r} is not named")
    for (format_, kind), count in sorted(counts.items()):
        print(f"{format_:4}  {kind:14}  {count:6,} words removed")
    print(f"{counts.total():,} removed, {unnamed} of them not named", flush=True)
    return not unnamed


def check_book(name: str) -> list[BookResult]:
    """The results of a book, by its name or folder, in both formats."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(name)
        if not home.is_absolute():
            home = write(Path(folder) / "book", small_books()[name])
        book = settled_folder(home)
        return [_check(name, home, book, format_, Path(folder)) for format_ in BUILDS]


def _check(name: str, home: Path, book: Book, format_: str, folder: Path) -> BookResult:
    edition, make, text = BUILDS[format_]
    try:
        product = make(book, folder)
    except AssertionError as error:
        return BookResult(name, format_, refused=str(error).splitlines()[0])
    shown, drawn = text(product), format_ == "pdf"
    words = [word for piece in pieces(home, drawn=drawn) for word in piece.split()]
    lost = [word for piece in pieces(home, drawn=drawn) for word in missing(piece, shown)]
    messages = [each.message for each in verify_product(product, book, edition)]
    count = sum(bool(bare(word)) for word in words)
    return BookResult(name, format_, count, tuple(lost), tuple(messages))


def remove_words(task: tuple[Path, str]) -> list[RemovedWord]:
    """The words of one product of a book, each removed once: of a large book some of them."""
    home, format_ = task
    with tempfile.TemporaryDirectory() as folder:
        edition, make, _ = BUILDS[format_]
        book = settled_folder(home)
        product = make(book, Path(folder))
        cache = Cache(Path(folder) / "cache")
        assert verify_product(product, book, edition, run_context(cache=cache)) == []
        return list(_removed(product, book, edition, cache, 1 if home == RICH else EVERY))


def _removed(
    product: Path, book: Book, edition: Edition, cache: Cache, every: int
) -> Iterator[RemovedWord]:
    whole = EpubWords(product) if edition.format == "epub" else PdfWords(product)
    target = product.with_stem("lacking")

    def unnamed(words: Sequence[Any]) -> list[Any]:
        copy = whole.without(words, target)
        found = verify_product(copy, book, edition, run_context(cache=cache))
        return without_message(words, [each.message for each in found])

    for words in rounds(whole.words[::every], whole.place):
        together = unnamed(words)
        alone = {each for each in together if len(words) == 1 or unnamed([each])}
        for word in words:
            yield RemovedWord(book.name, edition.format, word.kind, word.word, word not in alone)


def rounds(words: Sequence[Any], place: Callable[[Any], object]) -> Iterator[list[Any]]:
    """All words, in lists that have at most one of each place."""
    by_place: dict[object, list[Any]] = {}
    for word in words:
        by_place.setdefault(place(word), []).append(word)
    for each in zip_longest(*by_place.values()):
        yield [word for word in each if word is not None]


def without_message(words: Iterable[Any], messages: Iterable[str]) -> list[Any]:
    """The words that no message of their own names; rare words choose theirs first."""
    left = list(messages)
    of_word = {word: [each for each in left if named(word.word, [each])] for word in words}
    unnamed: list[Any] = []
    for word, found in sorted(of_word.items(), key=lambda pair: len(pair[1])):
        own = next((each for each in found if each in left), None)
        if own is None:
            unnamed.append(word)
        else:
            left.remove(own)
    return unnamed


def named(word: str, messages: Iterable[str]) -> bool:
    """Whether a message names the word, or the list of typefaces that it was in."""
    return any(bare(word) in bare(message) or ": typefaces: " in message for message in messages)


if __name__ == "__main__":
    sys.exit(main())
