"""A finished EPUB with the book that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.verification.epub.reader.container import EpubContainer
from publish.verification.epub.reader.plain import make_plain
from publish.verification.markup import MATH
from publish.verification.pages.finished import FinishedPages, print_edition
from publish.verification.pages.verified_before import VerifiedDocuments


@dataclass
class FinishedEpub(FinishedPages):
    """One EPUB opened for reading."""

    container: EpubContainer

    @classmethod
    def open(cls, path: Path, book: Book, edition: Edition, cache: Cache) -> FinishedEpub:
        """The file at `path`; raises `Unreadable` where it cannot be read."""
        printed = print_edition(path, book, edition)
        verified = VerifiedDocuments(cache)
        if edition.shop is None:
            return cls(EpubContainer(path, cache), book, edition, verified, printed)
        plain = partial(make_plain, formulas=_formulas(book))
        return cls(EpubContainer(path, cache, plain), book, edition, verified, printed)


def _formulas(book: Book) -> dict[str, etree._Element]:
    """The formulas of a book by their text alternatives."""
    roots = [root for each in book.walk() for root in (each.body, each.title_markup)]
    return {math.get("alttext", ""): math for root in roots for math in root.iter(MATH)}
