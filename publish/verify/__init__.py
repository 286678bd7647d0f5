"""Reads finished files back and holds them against the book; never the writers' objects.

Each surface of a product (nav, outline, headings …) is one function from the opened file to the
differences it shows; `epub.SURFACES` and `pdf.SURFACES` list them.
"""

from __future__ import annotations

from pathlib import Path

from publish.cache import Cache
from publish.diagnostics import Diagnostic
from publish.model.book import Book, Edition
from publish.verify.difference import unreadable


def verify_product(
    path: Path, book: Book, edition: Edition, cache: Cache | None = None
) -> list[Diagnostic]:
    """Every difference between the finished file at `path` and the settled book, as VER-0xx.

    Each names the surface, the section and both values; its location is the file. What was read
    out of the same bytes before is taken from `cache`; without one, all is read.
    """
    if edition.format == "epub":
        from publish.verify.epub import verify_epub

        differences = verify_epub(path, book, edition, cache)
    else:
        from publish.verify.pdf import verify_pdf

        differences = verify_pdf(path, book, edition, cache)
    return [found.diagnostic(str(path)) for found in differences]


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
