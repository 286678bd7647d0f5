"""One change in page references, the index or a list: verification reports it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.cache import Cache
from publish.model.book import Book
from publish.verification import verify_product
from tests.apparatus.books import weir
from tests.running import run_context
from tests.verify.mutants import Mutant, assert_reported
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder
from tests.verify.retyping import retype

pytestmark = pytest.mark.slow

INDEX, NAV = "text/index.xhtml", "nav.xhtml"

EPUB_MUTANTS = [
    Mutant("words", "text/preface.xhtml", ((">Chapter\u00a02</a>", ">Chapter\u00a03</a>"),),
           "page references", "link 1 of section “Preface”", "“Chapter\u00a02”",
           "“Chapter\u00a03”"),
    Mutant("target", "text/sand.xhtml", (('href="#stone"', 'href="#sand"'),),
           "page references", "link 1 of section “Chapter 2. Sand”", "“#stone”", "“#sand”"),
    Mutant("words", INDEX, ((">1–2</a>", ">1</a>"),),
           "index", "the entry “piles”", "“1–2”", "“1”"),
    Mutant("target", INDEX, (("#index-5", "#index-2"),),
           "index", "the entry “sluice”", "“#index-5”", "“#index-2”"),
    Mutant("lost", INDEX, ((
        ', <a class="locator" href="water.xhtml#index-5">1.1</a>', ""),),
           "index", "the entry “sluice”", "“1.1”", "nothing"),
    Mutant("number", "list-of-tables.xhtml", ((">Table 1<", ">Table 2<"),),
           "lists", "line 1 of “Tables”", "“Table 1. Depths by the month”",
           "“Table 2. Depths by the month”"),
    Mutant("target", "list-of-figures.xhtml", (("#boards", "#depths"),),
           "lists", "line 1 of “Figures”", "“#boards”", "“#depths”"),
    Mutant("lost from the nav", NAV, ((
        '<li><a href="text/water.xhtml#boards">Figure 1. The two boards</a></li>', ""),),
           "lists", "line 1 of “Figures”", "“Figure 1. The two boards”", "nothing"),
]  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """Words that are changed on the page with some others, and what must be reported."""

    surface: str
    page: str
    change: Callable[[pikepdf.Pdf, int], None]
    subject: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.surface}: {self.found}"


def typed(old: str, new: str) -> Callable[[pikepdf.Pdf, int], None]:
    return lambda pdf, page: retype(pdf, page, old, new)


def led(number: int, name: str) -> Callable[[pikepdf.Pdf, int], None]:
    """Lead a link of the page to another named place."""

    def change(pdf: pikepdf.Pdf, page: int) -> None:
        links = [each for each in pdf.pages[page].Annots if each.Subtype == "/Link"]
        links[number].Dest = pikepdf.String(name)

    return change


PDF_MUTANTS = [
    Typed("page references", "told of on", typed("7", "3"),
          "link 1 of section “Preface”", "“page 7”", "“page 3”"),
    Typed("page references", "told of on", led(0, "boards"),
          "link 1 of section “Preface”", "“#sand”", "“page 15”"),
    Typed("page references", "Felled", typed("4", "9"),
          "link 1 of section “1.1 Banks”", "“page 4”", "“page 9”"),
    Typed("index", "piles,", typed("3–7", "3–9"), "section “Index”", "“3–7”", "“3–9”"),
    Typed("index", "piles,", typed("xi", "xii"), "section “Index”", "“xi”", "“xii”"),
    Typed("index", "piles,", led(3, "index-1"),
          "section “Index”", "page 18 of the file", "page 11 of the file"),
    Typed("lists", "The two boards", typed("4", "5"), "line 1 of “Tables”", "“4”", "“5”"),
    Typed("lists", "The two boards", typed("boards", "board"), "line 1 of “Figures”",
          "“Figure 1. The two boards”", "“Figure 1. The two board”"),
    Typed("lists", "The two boards", led(1, "depths"), "line 1 of “Figures”",
          "page 15 of the file", "page 16 of the file"),
]  # fmt: skip

# The surfaces of each product that these mutants change.
REPORTED_SURFACES = {
    "epub": {mutant.surface for mutant in EPUB_MUTANTS},
    "pdf": {mutant.surface for mutant in PDF_MUTANTS},
}


@pytest.fixture(scope="module")
def weir_products(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path, Path]:
    folder = tmp_path_factory.mktemp("apparatus")
    (folder / "weir").mkdir()
    for name, text in weir().items():
        (folder / "weir" / name).write_text(text, encoding="utf-8")
    book = settled_folder(folder / "weir")
    return book, build_epub(book, folder), build_pdf(book, folder)


def test_the_unchanged_files_have_no_difference(weir_products: tuple[Book, Path, Path]) -> None:
    book, epub, pdf = weir_products
    diagnostics = [*verify_product(epub, book, EPUB), *verify_product(pdf, book, PDF)]
    assert list(map(str, diagnostics)) == []


@pytest.mark.parametrize("mutant", EPUB_MUTANTS, ids=str)
def test_a_mutant_of_the_epub_is_reported(
    mutant: Mutant, weir_products: tuple[Book, Path, Path], tmp_path: Path
) -> None:
    book, path, _ = weir_products
    changed = tmp_path / "mutant.epub"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == f"EPUB/{mutant.member}":
                content = mutant.apply(content.decode()).encode()
            copy.writestr(entry, content)
    diagnostics = verify_product(changed, book, EPUB)
    assert_reported(diagnostics, mutant.surface, mutant.subject, mutant.expected, mutant.found)


@pytest.mark.parametrize("mutant", PDF_MUTANTS, ids=str)
def test_a_mutant_of_the_pdf_is_reported(
    mutant: Typed, weir_products: tuple[Book, Path, Path], tmp_path: Path
) -> None:
    book, _, path = weir_products
    changed = tmp_path / "mutant.pdf"
    with pikepdf.open(path) as pdf:
        mutant.change(pdf, page_with(path, mutant.page))
        pdf.save(changed)
    diagnostics = verify_product(changed, book, PDF)
    cache = Cache(tmp_path / "cache")
    assert verify_product(path, book, PDF, run_context(cache=cache)) == []
    assert verify_product(changed, book, PDF, run_context(cache=cache)) == diagnostics
    assert_reported(diagnostics, mutant.surface, mutant.subject, mutant.expected, mutant.found)


def page_with(path: Path, words: str) -> int:
    """The first page (from 0) with some words after the contents."""
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return next(number for number, text in enumerate(texts) if words in text)
