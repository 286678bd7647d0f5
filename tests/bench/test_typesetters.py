"""The prose that several programs set: what is taken of books, and that its marks stay plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages.layout import read_layout
from bench.typesetters import ours, typst
from bench.typesetters.languages import languages, prose_in, sentences
from bench.typesetters.page import page_of
from bench.typesetters.text import Prose, read_prose
from tests.bench.drawn import draw, paragraph
from tests.conftest import WriteBook

MARKED = "1. A *star*, $5, #6, [a](b), {c}, <d>, a_b_c, 50 %, a & b, ~x~, C:\\d, @e, ^f^ and `g`."
MANUSCRIPT = """# One

Plain, with *emphasis*, and a note.[^1]

A paragraph with `code`.

> A quotation.

## A section

More of it.

[^1]: The note.
"""


def test_prose_is_the_paragraphs_of_words(write_book: WriteBook) -> None:
    prose = read_prose(write_book({"a.md": MANUSCRIPT}))
    assert prose == Prose("A Book", "en", ("Plain, with emphasis, and a note.", "More of it."))
    assert prose.words == 9


@pytest.mark.parametrize("language", languages())
def test_prose_in_other_languages_has_each_sentence_equally_often(language: str) -> None:
    prose = prose_in(language)
    assert prose == prose_in(language)
    assert 2500 < prose.words < 4000
    words = " ".join(prose.paragraphs)
    counts = {words.count(sentence) for sentence in sentences(language)}
    assert counts == {5}


def test_our_manuscript_has_the_same_words(tmp_path: Path) -> None:
    texts = [Prose("Stars *", "en", (MARKED, "# More", "- Last")), Prose("Two", "en", ("b",))]
    ours.write_book(texts, tmp_path)
    found = read_prose(tmp_path)
    assert found.paragraphs == (MARKED, "# More", "- Last", "b")


def test_a_page_is_that_of_a_layout(tmp_path: Path) -> None:
    text = "abcdefghijkl abcde abcde abcde abcdefghi"
    page = page_of(read_layout(draw(tmp_path / "a.pdf", [paragraph([text] * 20, 0, "a")])))
    assert (page.size, page.leading, page.measure) == (10, 15, 240)
    assert page.copy_font(tmp_path).read_bytes()


def test_typst_gets_strings(tmp_path: Path) -> None:
    assert typst.string('a "b" \\ #c') == '#"a \\"b\\" \\\\ #c"'
