"""Checks views that are shown already, and gives a web edition the index of its search."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from publish.context import Context
from publish.diagnostics import Diagnostic, Report
from publish.files import without_sync, write_staged
from publish.model.book import Book, Edition
from publish.model.formats import format_of, resolve
from publish.outputs.web.search import FOLDER, has_search, make_index
from publish.pipeline.checks import shown_book
from publish.pipeline.differences import explained
from publish.verification import Verification


class ToCheck(msgspec.Struct, frozen=True):
    """A product that is shown, and the edition of the book that it should be."""

    path: Path
    book: Book
    edition: Edition


def import_checks() -> None:
    """Import what checks views, once for all copies of this process."""
    for name in ("pdf", "epub", "web"):
        resolve(format_of(name).verifier)


def check(products: Sequence[ToCheck], context: Context) -> list[Diagnostic]:
    """What is wrong in finished products."""
    with without_sync():
        return [diagnostic for each in products for diagnostic in _check(each, context)]


def _check(product: ToCheck, context: Context) -> list[Diagnostic]:
    if product.path.is_dir():
        _index(product)
    shown = shown_book(product.book, product.edition, Report())
    verification = Verification(shown, product.edition, context)
    verification.prepare()
    return list(explained(verification.check(product.path), product.edition))


def _index(product: ToCheck) -> None:
    """Write the index, which appears as a whole.

    A copy of this process that was killed may have left a part of it, or one folder of the two.
    """
    target = product.path / FOLDER
    if target.exists() or not has_search(product.book, product.edition, Report()):
        return
    unfinished = product.path / f".{FOLDER}"
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, content in make_index(product.path, product.book).items():
        write_staged(unfinished / name, content)
    for folder in sorted(unfinished.iterdir(), reverse=True):  # that of all pages at the end
        if not (product.path / folder.name).exists():
            folder.rename(product.path / folder.name)
    shutil.rmtree(unfinished)
