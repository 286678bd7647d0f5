"""A book with everything that crosses pieces, ready to be laid out in several ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.model.book import Book, Edition, Sides
from publish.outputs.pdf.writer import write_pdf
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.running import run_context

SENTENCE = (
    "The ferry leaves when the bell has rung twice, and whoever is late walks round the bay. "
)

BOOK = {
    "book.toml": """
[book]
title = "The Ferry"
language = "en"
date = 2026-03-01

[structure]
frontmatter = ["preface.md"]
bodymatter = [
  { title = "Water", id = "water", role = "part", sections = ["bell.md", "bay.md"] },
  { title = "Land", id = "land", role = "part", sections = ["road.md"] },
]
backmatter = [{ file = "timetable.md", role = "appendix" }, { role = "index" }]
""",
    "preface.md": "# Preface\n\nThe [bell]{.index} is told of on [](#bell){.page}.\n",
    "bell.md": "# Bell {#bell}\n\nSee [](#bay), [](#bay){.page}, and [](#preface){.page}.\n\n"
    f"{SENTENCE * 5}[^a] {SENTENCE}\n\n"
    + f"{SENTENCE * 6}\n\n" * 9
    + "[^a]: It is cast from three others.\n",
    "bay.md": "# Bay {#bay}\n\nIts [bell]{.index} answers, see [](#bell){.page}; "
    "[](#road){.page}.\n\n"
    + f"{SENTENCE * 6}\n\n" * 9
    + "| Hour | Depth |\n|--|--|\n| 6 | 2 m |\n\nTable: Depths {#depths}\n\n![Mark](mark.svg)\n",
    "road.md": "# Road {#road}\n\nNow [](#depths), [](#depths){.page}.[^r]\n\n[^r]: Gravel.\n\n"
    "![Mark](mark.svg)\n",
    "timetable.md": "# Timetable\n\nThe [ferry]{.index} goes at six.\n",
    "mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<rect width="9" height="9"/></svg>',
}


class Maker:
    """Writes the folder of the book, changes it, and builds its PDF."""

    def __init__(self, folder: Path, sides: Sides = Sides.TWO) -> None:
        self.folder = folder
        self.edition = Edition("pdf", "pdf", sides=sides)
        self.laid_out: list[str] = []
        for name, text in BOOK.items():
            (folder / name).write_text(text.replace("\\\n", "\n"), encoding="utf-8")

    def book(self) -> Book:
        report = Report()
        book = read_book(self.folder, run_context(report))
        assert book is not None, [str(d) for d in report]
        return settle(book, run_context(report))

    def pdf(
        self, *, linked: bool = True, while_laying_out: Callable[[], None] = lambda: None
    ) -> bytes:
        """The file; `laid_out` are the titles of the pieces that were laid out for it."""
        report = Report()
        target = self.folder / "out.pdf"
        self.laid_out = []
        write_pdf(
            self.book(),
            self.edition,
            target,
            run_context(report, self._note),
            linked=linked,
            while_laying_out=while_laying_out,
        )
        assert [str(d) for d in report] == []
        return target.read_bytes()

    def _note(self, line: str) -> None:
        """Take the title of a piece from its line of progress."""
        self.laid_out.append(line.removeprefix("laid out: ").partition(" · ")[0])

    def append(self, name: str, text: str) -> None:
        """Add text at the end of a chapter."""
        path = self.folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    """The book, with a cache of its own."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "book"
    folder.mkdir()
    return Maker(folder)


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """The book for tests that do not change it."""
    return Maker(tmp_path_factory.mktemp("ferry"))


@pytest.fixture(scope="session")
def linked(unchanged: Maker) -> bytes:
    """Its file."""
    return unchanged.pdf()


@pytest.fixture(scope="session")
def both(linked: bytes, unchanged: Maker) -> tuple[bytes, bytes]:
    """Its linked file, and the one of whole documents."""
    return linked, unchanged.pdf(linked=False)


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """The book with one side to a leaf."""
    folder = tmp_path_factory.mktemp("screen") / "ferry"
    folder.mkdir()
    return Maker(folder, Sides.ONE)


@pytest.fixture(scope="session")
def single_cache(single: Maker) -> Path:
    """The cache with its pieces."""
    return single.folder.parent / "cache"


@pytest.fixture(scope="session")
def singles(single: Maker, single_cache: Path) -> tuple[bytes, bytes]:
    """Its linked file, and the one of whole documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", str(single_cache))
        return single.pdf(), single.pdf(linked=False)
