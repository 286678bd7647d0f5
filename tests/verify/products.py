"""Finished products of random and corpus books, for verification to read."""

from __future__ import annotations

from pathlib import Path

from publish.diagnostics import Report
from publish.model.book import Book, Edition, Resource
from publish.outputs.epub import write_epub
from publish.outputs.pdf.writer import write_pdf
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.running import run_context

ROOT = Path(__file__).parents[2]
CORPUS = sorted(path.parent for path in ROOT.glob("corpus/*/book.toml"))
EPUB = Edition("epub", "epub")
PDF = Edition("pdf", "pdf")
_COVER = Resource(
    "cover.svg",
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 25"><rect width="16"/></svg>',
)


def build_epub(book: Book, folder: Path) -> Path:
    """The EPUB of a settled book, written into a folder."""
    report = Report()
    target = folder / f"{book.name}.epub"
    write_epub(book, EPUB, target, run_context(report), cover=book.cover or _COVER)
    assert not report.errors
    return target


def build_pdf(book: Book, folder: Path) -> Path:
    """The PDF of a settled book, written into a folder."""
    report = Report()
    target = folder / f"{book.name}.pdf"
    write_pdf(book, PDF, target, run_context(report))
    assert not report.errors, list(map(str, report))
    return target


def settled_folder(folder: Path) -> Book:
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None, list(map(str, report))
    book = settle(book, run_context(report))
    assert not report.errors, list(map(str, report))
    return book
