"""Counts the words of every book through both products: `make conservation`.

Each corpus and case book that builds is made as EPUB and PDF, verified, and searched for the words
of its manuscript; then each word of the rich book's products, and every fiftieth of the corpus's,
is taken out once, and verification must name it. `--only books` or `--only mutants` does half.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.verify import verify_product
from tests.badinputs.case import write
from tests.conservation.books import small_books
from tests.conservation.epub_words import EpubWords
from tests.conservation.manuscript_words import bare, missing, pieces
from tests.conservation.pdf_words import PdfWords
from tests.conservation.product_text import epub_text, pdf_text
from tests.fuzz.trial import RICH
from tests.verify.products import CORPUS, EPUB, PDF, build_epub, build_pdf, settled_folder

MADE = {"epub": (EPUB, build_epub, epub_text), "pdf": (PDF, build_pdf, pdf_text)}
EVERY = 50  # of so many words of a corpus book one is taken out


@dataclass(frozen=True, slots=True)
class BookResult:
    """What became of the words of one book in one format; `refused` says why it is not made."""

    book: str
    format: str
    words: int = 0
    lost: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class RemovedWord:
    """A word that was taken out of a product, and whether it was missed and named."""

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
    asked = parser.parse_args()
    right = True
    with ProcessPoolExecutor(asked.jobs) as pool:
        if asked.only != "mutants":
            names = [*small_books(), *(str(home) for home in (*CORPUS, RICH))]
            right &= _tell_books(each for kept in pool.map(keep, names) for each in kept)
        if asked.only != "books":
            turns = [(home, format_) for home in (RICH, *CORPUS) for format_ in MADE]
            right &= _tell_mutants(each for told in pool.map(drop, turns) for each in told)
    return 0 if right else 1


def _tell_books(outcomes: Iterable[BookResult]) -> bool:
    counts: Counter[str] = Counter()
    right = True
    for kept in outcomes:
        if kept.refused:
            counts[f"books refused as {kept.format}"] += 1
            print(f"{kept.book} is no {kept.format}: {kept.refused}", flush=True)
            continue
        counts[f"books as {kept.format}"] += 1
        counts[f"words as {kept.format}"] += kept.words
        for fault in (*kept.lost, *kept.told):
            right = False
            print(f"{kept.book}, {kept.format}: {fault}", flush=True)
    print(", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())), flush=True)
    return right


def _tell_mutants(outcomes: Iterable[RemovedWord]) -> bool:
    counts: Counter[tuple[str, str]] = Counter()
    unnamed = 0
    for dropped in outcomes:
        counts[dropped.format, dropped.kind] += 1
        if not dropped.named:
            unnamed += 1
            print(f"{dropped.book}, {dropped.format}, {dropped.kind}: {dropped.word!r} is missed")
    for (format_, kind), count in sorted(counts.items()):
        print(f"{format_:4}  {kind:14}  {count:6,} words taken out")
    print(f"{counts.total():,} taken out, {unnamed} of them not named", flush=True)
    return not unnamed


def keep(name: str) -> list[BookResult]:
    """A book by its name or folder, in both formats."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(name)
        if not home.is_absolute():
            home = write(Path(folder) / "book", small_books()[name])
        book = settled_folder(home)
        return [_kept(name, home, book, format_, Path(folder)) for format_ in MADE]


def _kept(name: str, home: Path, book: Book, format_: str, folder: Path) -> BookResult:
    edition, make, text = MADE[format_]
    try:
        product = make(book, folder)
    except AssertionError as refused:  # by an error that tells the reader why
        return BookResult(name, format_, refused=str(refused).splitlines()[0])
    shown, drawn = text(product), format_ == "pdf"
    words = [word for piece in pieces(home, drawn=drawn) for word in piece.split()]
    lost = [word for piece in pieces(home, drawn=drawn) for word in missing(piece, shown)]
    told = [each.message for each in verify_product(product, book, edition)]
    return BookResult(
        name, format_, sum(bool(bare(word)) for word in words), tuple(lost), tuple(told)
    )


def drop(turn: tuple[Path, str]) -> list[RemovedWord]:
    """The words of one product of a book, each taken out once: of a large book some of them."""
    home, format_ = turn
    with tempfile.TemporaryDirectory() as folder:
        edition, make, _ = MADE[format_]
        book = settled_folder(home)
        product = make(book, Path(folder))
        cache = Cache(Path(folder) / "cache")
        assert verify_product(product, book, edition, cache) == []
        return list(_dropped(product, book, edition, cache, 1 if home == RICH else EVERY))


def _dropped(
    product: Path, book: Book, edition: Edition, cache: Cache, every: int
) -> Iterator[RemovedWord]:
    whole = EpubWords(product) if edition.format == "epub" else PdfWords(product)
    for word in whole.words[::every]:
        copy = whole.without(word, product.with_stem("lacking"))
        told = [each.message for each in verify_product(copy, book, edition, cache)]
        yield RemovedWord(book.name, edition.format, word.kind, word.word, named(word.word, told))


def named(word: str, told: Iterable[str]) -> bool:
    """Whether a message names the word, or the list of typefaces that it stood in."""
    return any(bare(word) in bare(message) or ": typefaces: " in message for message in told)


if __name__ == "__main__":
    sys.exit(main())
