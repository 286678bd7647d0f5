"""Notation for words, lists, tables and pictures, in both products of one book."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pytest

from publish.model.book import Book
from publish.verification import verify_product
from tests.conftest import MINIMAL
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" viewBox="0 0 90 60">'
    '<path d="M1 1h88v58h-88z"/></svg>'
)
TEXT = (Path(__file__).parent / "notation.md").read_text("utf-8")


def written(folder: Path, text: str) -> Book:
    folder.mkdir()
    for name, content in {"book.toml": MINIMAL, "a.md": text, "a.svg": SQUARE}.items():
        (folder / name).write_text(content, "utf-8")
    return settled_folder(folder)


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("notation")
    book = written(folder / "notation", TEXT)
    return build_epub(book, folder), build_pdf(book, folder)


def messages(products: tuple[Path, Path], book: Book) -> list[list[str]]:
    editions = zip(products, (EPUB, PDF), strict=True)
    return [[each.message for each in verify_product(path, book, by)] for path, by in editions]


@pytest.mark.slow
def test_the_products_are_those_of_the_book(products: tuple[Path, Path], tmp_path: Path) -> None:
    assert messages(products, written(tmp_path / "notation", TEXT)) == [[], []]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("H~2~O", "H~3~O"),
        ("m^2^", "m^3^"),
        ("Ctrl+C", "Ctrl+V"),
        ("{.small-caps}", "s{.small-caps}"),
        ("あした", "あす"),
        ("bǎo", "bao"),
        ("how many", "how much"),
        ("- sweep", "- weep"),
        ("- Sum\n", "- Total\n"),
        ("first<br>second", "first second third"),
    ],
)
def test_another_text_is_found(
    products: tuple[Path, Path], tmp_path: Path, right: str, wrong: str
) -> None:
    assert right in TEXT
    epub, pdf = messages(products, written(tmp_path / "notation", TEXT.replace(right, wrong)))
    assert epub
    assert pdf


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("a. alpha\nb. beta", "A. alpha\nB. beta"),
        ("I. one\nII. two\nIII.", "i. one\nii. two\niii."),
        ("c) seven\nd)", "d) seven\ne)"),
    ],
)
def test_another_marker_of_a_list_is_found_in_print(
    products: tuple[Path, Path], tmp_path: Path, right: str, wrong: str
) -> None:
    assert right in TEXT
    _, pdf = messages(products, written(tmp_path / "notation", TEXT.replace(right, wrong)))
    assert any("numbered item" in message for message in pdf)


@pytest.mark.slow
def test_rows_of_head_and_foot_are_tagged(products: tuple[Path, Path]) -> None:
    with pikepdf.open(products[1]) as file:
        kinds = [str(x.get("/S")) for x in file.objects if isinstance(x, pikepdf.Dictionary)]
    assert (kinds.count("/THead"), kinds.count("/TFoot")) == (2, 2)


def test_a_picture_without_a_caption_is_named_by_its_alternative_text(tmp_path: Path) -> None:
    book = written(tmp_path / "notation", TEXT)
    links = {
        link.get("href"): link.text
        for section in book.walk()
        for link in section.body.iter("{*}a")
        if link.get("class", "").startswith("xref")
    }
    assert links["#plain"] == "A plain grey square"
    assert links["#small"] == "a small one"


@pytest.mark.slow
def test_readings_are_ruby_in_both(products: tuple[Path, Path]) -> None:
    epub, pdf = products
    with zipfile.ZipFile(epub) as archive:
        page = next(
            archive.read(name).decode() for name in archive.namelist() if "/a.xhtml" in name
        )
    assert "<rp>（</rp><rt>かん</rt><rp>）</rp></ruby>" in page
    with pikepdf.open(pdf) as file:
        kinds = [
            str(each.get("/S")) for each in file.objects if isinstance(each, pikepdf.Dictionary)
        ]
    assert kinds.count("/Ruby") == kinds.count("/RB") == kinds.count("/RT") == 6
