"""Each book is built once, in both formats."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.cache import Cache
from publish.diagnostics import Report
from publish.model.book import Book, Edition
from publish.outputs.cover.cover import draw_cover
from publish.outputs.epub import write_epub
from publish.outputs.pdf.writer import write_pdf
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.languages.books import files_of
from tests.running import run_context


@dataclass(frozen=True)
class BuiltBook:
    """A settled book with its products and diagnostics."""

    book: Book
    epub: Path
    pdf: Path
    report: Report

    def edition(self, name: str) -> Edition:
        """The default edition with the name of a format."""
        return next(each for each in self.book.editions if each.format == name)

    def pages(self) -> list[str]:
        """The text of each page, from PDFium."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            return [page.get_textpage().get_text_bounded() for page in document]

    def fonts(self) -> set[str]:
        """The names of the embedded fonts, without the tag of a subset."""
        with pikepdf.open(self.pdf) as pdf:
            return {
                str(entry.BaseFont)[8:]
                for entry in pdf.objects
                if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/Font"
            }


BuildBook = Callable[[Mapping[str, str]], BuiltBook]


def _build(folder: Path, files: Mapping[str, str]) -> BuiltBook:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    read = read_book(folder, run_context(report))
    assert read is not None, [str(d) for d in report]
    book = settle(read, run_context(report))
    built = BuiltBook(book, folder / "book.epub", folder / "book.pdf", report)
    edition = built.edition("epub")
    write_epub(
        book,
        edition,
        built.epub,
        run_context(report),
        cover=draw_cover(book, edition, Cache.default()),
    )
    write_pdf(book, built.edition("pdf"), built.pdf, run_context(report))
    return built


@pytest.fixture(scope="session")
def build_book() -> Iterator[BuildBook]:
    """A function that builds a book from its files."""
    with tempfile.TemporaryDirectory() as home:

        def build_book(files: Mapping[str, str]) -> BuiltBook:
            folder = Path(tempfile.mkdtemp(dir=home))
            return _build(folder, files)

        yield build_book


@pytest.fixture(scope="session")
def sample(build_book: BuildBook) -> Callable[[str], BuiltBook]:
    """A function that returns the small book of a language, built once a session."""
    books: dict[str, BuiltBook] = {}

    def of(language: str) -> BuiltBook:
        if language not in books:
            books[language] = build_book(files_of(language))
        return books[language]

    return of
