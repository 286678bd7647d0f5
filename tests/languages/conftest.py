"""Each book is written once, in both formats."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.diagnostics import Report
from publish.model.book import Book, Edition
from publish.outputs.cover.cover import draw_cover
from publish.outputs.epub import write_epub
from publish.outputs.pdf.writer import write_pdf
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.languages.books import files_of


@dataclass(frozen=True)
class Made:
    """A settled book with its products and all that was said."""

    book: Book
    epub: Path
    pdf: Path
    report: Report

    def edition(self, name: str) -> Edition:
        """The edition of that format."""
        return next(each for each in self.book.editions if each.format == name)

    def pages(self) -> list[str]:
        """The text of each page, as PDFium finds it."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            return [page.get_textpage().get_text_bounded() for page in document]

    def fonts(self) -> set[str]:
        """The names of the embedded fonts, without the letters that mark a subset."""
        with pikepdf.open(self.pdf) as pdf:
            return {
                str(entry.BaseFont)[8:]
                for entry in pdf.objects
                if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/Font"
            }


Make = Callable[[Mapping[str, str]], Made]


def _make(folder: Path, files: Mapping[str, str]) -> Made:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    read = read_book(folder, report)
    assert read is not None, [str(d) for d in report]
    book = settle(read, report)
    made = Made(book, folder / "book.epub", folder / "book.pdf", report)
    edition = made.edition("epub")
    write_epub(book, edition, made.epub, report, cover=draw_cover(book, edition))
    write_pdf(book, made.edition("pdf"), made.pdf, report)
    return made


@pytest.fixture(scope="session")
def make() -> Iterator[Make]:
    """Writes a book from its files."""
    with tempfile.TemporaryDirectory() as home:

        def make(files: Mapping[str, str]) -> Made:
            folder = Path(tempfile.mkdtemp(dir=home))
            return _make(folder, files)

        yield make


@pytest.fixture(scope="session")
def sample(make: Make) -> Callable[[str], Made]:
    """The small book of a language, written once a session."""
    made: dict[str, Made] = {}

    def of(language: str) -> Made:
        if language not in made:
            made[language] = make(files_of(language))
        return made[language]

    return of
