"""Reads finished files back and holds them against the book; never the writers' objects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.diagnostics import Diagnostic
from publish.model.book import Book, Edition

Check = Callable[[Path, Book, Edition], list[Diagnostic]]

# By the format of the edition: what is read back from its file, one function for each surface.
CHECKS: dict[str, tuple[Check, ...]] = {}


def verify_product(path: Path, book: Book, edition: Edition) -> list[Diagnostic]:
    """Every difference between the finished file at `path` and the book."""
    return [
        diagnostic
        for check in CHECKS.get(edition.format, ())
        for diagnostic in check(path, book, edition)
    ]
