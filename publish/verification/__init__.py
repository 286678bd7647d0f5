"""Reads finished files back and compares them with the book, never with the writers' objects.

Each surface of a product (nav, outline, headings …) has one check, a function from the finished
file to the differences in it; `epub.SURFACES` and `pdf.SURFACES` list them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from publish.cache import NO_CACHE
from publish.context import Context
from publish.diagnostics import Diagnostic
from publish.model.book import Book, Edition
from publish.model.formats import format_of, resolve
from publish.verification.difference import Difference, unreadable

# The differences between the product at a path and an edition of a book; the last argument is what
# the preparer of the format returned, the open files of an edition for a printer, or None.
Verifier = Callable[[Path, Book, Edition, Context, Any], Iterator[Difference]]


class Verification:
    """Compares finished files with one edition of a settled book.

    What was read from the same bytes before is taken from the cache of the context. `pages` is the
    file whose pages an edition for a printer has.
    """

    def __init__(
        self, book: Book, edition: Edition, context: Context, pages: Path | None = None
    ) -> None:
        self._book, self._edition, self._context = book, edition, context
        self._prepared: Any = None
        if edition.order is not None:
            from publish.verification.print.reader import OpenFiles  # only a few books have one

            self._prepared = OpenFiles(context, pages)

    def prepare(self) -> None:
        """Load what can be known before there is a file, while it is written."""
        if preparer := format_of(self._edition.format).preparer:
            self._prepared = resolve(preparer)(self._book, self._edition, self._context)

    def read_ahead(self, folder: Path) -> None:
        """Compare what there is of a folder that is still being written: a check of all of it then
        finds in the cache that the same pages were right."""
        if self._context.cache.folder is not None:
            self.prepare()
            deque(self._differences(folder), maxlen=0)

    def check(self, path: Path) -> list[Diagnostic]:
        """The differences between the file at `path` and the book, as VER-0xx.

        Each names the surface, the section and both values; its location is the file.
        """
        found = [difference.diagnostic(str(path)) for difference in self._differences(path)]
        return [*found, *self._broken_rules(path), *self._preflight(path)]

    def _broken_rules(self, path: Path) -> list[Diagnostic]:
        """What an edition for a shop breaks of its rules, as SHP-00x."""
        if self._edition.shop is None:
            return []
        from publish.verification.shops import check_shops  # with Pillow and tinycss2

        return list(check_shops(path, {self._edition.profile: self._edition.shop}))

    def _preflight(self, path: Path) -> list[Diagnostic]:
        """What an edition for a printer breaks of its rules, as PRE-0xx."""
        if self._edition.order is None:
            return []
        from publish.verification.print.preflight import check_print

        book, edition, opened = self._book, self._edition, self._prepared
        return list(check_print(path, book, edition, self._context, opened))

    def _differences(self, path: Path) -> Iterator[Difference]:
        verify: Verifier = resolve(format_of(self._edition.format).verifier)
        return verify(path, self._book, self._edition, self._context, self._prepared)


def verify_product(
    path: Path, book: Book, edition: Edition, context: Context | None = None
) -> list[Diagnostic]:
    """The differences between the file at `path` and the book."""
    return Verification(book, edition, context or Context()).check(path)


def verify_untrusted(
    path: Path, book: Book, edition: Edition, context: Context
) -> list[Diagnostic]:
    """As `verify_product`, of a file that others may have changed or damaged: all of it is read,
    and nothing taken from the cache.

    A damaged file breaks the libraries that read it in any way; whatever they raise is reported as
    VER-014, the file cannot be read, and not as an internal error.
    """
    try:
        return verify_product(path, book, edition, replace(context, cache=NO_CACHE))
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return [unreadable("file", reason).diagnostic(str(path))]
