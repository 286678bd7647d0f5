"""The words of a manuscript are in its products, for all books of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.badinputs.case import write
from tests.books.built import BuildOnce
from tests.conservation.__main__ import check_book
from tests.conservation.books import small_books
from tests.conservation.manuscript_words import bare, missing, pieces, pieces_of
from tests.conservation.product_text import epub_text, pdf_text
from tests.fuzz.trial import RICH
from tests.verify.products import CORPUS, build_epub, build_pdf, settled_folder

pytestmark = pytest.mark.slow

PARTS = 4


def lost(home: Path, text: str, *, drawn: bool = False) -> list[str]:
    """The words of a book that a product lacks."""
    return [word for piece in pieces(home, drawn=drawn) for word in missing(piece, text)]


@pytest.mark.parametrize("part", range(PARTS))
def test_small_books(part: int, tmp_path: Path) -> None:
    names = list(small_books())[part::PARTS]
    assert len(names) > 20
    missing_words = {}
    for number, name in enumerate(names):
        home = write(tmp_path / str(number) / "book", small_books()[name])
        missing_words[name] = lost(home, epub_text(build_epub(settled_folder(home), tmp_path)))
    assert {name: words for name, words in missing_words.items() if words} == {}


def test_a_book_in_the_epub(tmp_path: Path) -> None:
    assert lost(RICH, epub_text(build_epub(settled_folder(RICH), tmp_path))) == []


@pytest.mark.parametrize("home", CORPUS, ids=lambda home: home.name)
def test_books_of_the_corpus_in_the_epub(home: Path, build_once: BuildOnce) -> None:
    assert lost(home, epub_text(build_once(home).out / f"{home.name}.epub")) == []


FORMERLY_WRONG = (
    "role-absent",
    "marks",
    "bidi-code",
    "languages: Arabic, with code in the other direction (lang ar)",
)


@pytest.mark.parametrize("name", FORMERLY_WRONG)
def test_small_books_in_the_pdf(name: str) -> None:
    """Those that verification once reported in error; `make conservation` checks all."""
    for result in check_book(name):
        assert (result.refused, result.lost, result.messages) == ("", (), ())


def test_a_book_in_the_pdf(tmp_path: Path) -> None:
    assert lost(RICH, pdf_text(build_pdf(settled_folder(RICH), tmp_path)), drawn=True) == []


def test_pieces_of_a_text() -> None:
    text = (
        '# One {#a}\n\nSee [two](#b "Tip") and *th*ree[^1] {{x}} $y$ [@key, p. 3].\n\n- for | fiv'
    )
    bare_pieces = [bare(piece) for piece in pieces_of(text, {"x": "six"})]
    assert bare_pieces == ["one", "see", "two", "tip", "and", "th", "ree", "six", "for", "fiv"]


def test_missing_words_are_named() -> None:
    assert missing("the mill and the weir", bare("THE MILL\nAND- THE WEIR")) == []
    assert missing("the mill and the weir", bare("the mill the weir")) == ["and"]
