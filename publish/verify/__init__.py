"""Reads finished files back and holds them against the book; never the writers' objects.

Each surface of a product (nav, outline, headings …) is one function from the opened file to the
differences it shows; `epub.SURFACES` and `pdf.SURFACES` list them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cache import Cache
from publish.diagnostics import Diagnostic
from publish.model.book import Book, Edition
from publish.verify.difference import Difference, unreadable

if TYPE_CHECKING:
    from publish.verify.pdf import Beforehand


class Verification:
    """Holds finished files against one edition of a settled book.

    What was read out of the same bytes before is taken from `cache`; without one, all is read.
    """

    def __init__(self, book: Book, edition: Edition, cache: Cache | None = None) -> None:
        self._book, self._edition, self._cache = book, edition, cache
        self._beforehand: Beforehand | None = None

    def prepare(self) -> None:
        """Have at hand what can be known before there is a file: for who waits for it."""
        if self._edition.format == "pdf":
            from publish.verify.pdf import Beforehand

            self._beforehand = Beforehand(self._book, self._edition, self._cache)

    def of(self, path: Path) -> list[Diagnostic]:
        """Every difference between the file at `path` and the book, as VER-0xx.

        Each names the surface, the section and both values; its location is the file.
        """
        return [found.diagnostic(str(path)) for found in self._differences(path)]

    def _differences(self, path: Path) -> Iterator[Difference]:
        given = path, self._book, self._edition, self._cache
        if self._edition.format == "epub":
            from publish.verify.epub import verify_epub

            return verify_epub(*given)
        from publish.verify.pdf import verify_pdf

        return verify_pdf(*given, self._beforehand)


def verify_product(
    path: Path, book: Book, edition: Edition, cache: Cache | None = None
) -> list[Diagnostic]:
    """What `Verification` finds in the file at `path`."""
    return Verification(book, edition, cache).of(path)


def verify_finished(path: Path, book: Book, edition: Edition) -> list[Diagnostic]:
    """As `verify_product`, of a file that may have been anywhere since it was made: all is read.

    A damaged file breaks the libraries that read it in ways without number: whatever they raise is
    told as VER-014, that the file cannot be read, and is no fault of ours.
    """
    try:
        return verify_product(path, book, edition)
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        return [unreadable("file", why).diagnostic(str(path))]
