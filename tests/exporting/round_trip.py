"""A book that is exported, imported again, and read: what it has then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publish.api import open_book
from publish.api.exporting import ExportResult, export_book
from publish.api.importing import import_book
from publish.model.book import Book
from tests.exporting.comparing import differences, facts_of


def write_book(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder of a book with these files."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def settled(folder: Path) -> Book:
    """The settled book in a folder, which has no errors."""
    return open_book(folder)[1]


class RoundTrip:
    """The export of a book in a format, and the book that an import of it gives."""

    def __init__(self, book: Path, to: str, work: Path) -> None:
        self.result: ExportResult = export_book(book, work / "exported", to)
        self.back = work / "back"
        self.book = book
        import_book(self.source(work / "exported"), self.back)

    def source(self, exported: Path) -> Path:
        """What is imported: the folder, or the one file that has the book."""
        pages = [each for each in exported.iterdir() if each.suffix in (".html", ".docx")]
        return pages[0] if pages else exported

    def differences(self) -> dict[str, list[str]]:
        """What the book that came back has not as the first one has it."""
        return differences(facts_of(settled(self.book)), facts_of(settled(self.back)))
