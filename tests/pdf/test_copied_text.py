"""What programs find and copy: dropped letters with their words, formulas in their lines."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from publish.model.book import Edition
from publish.verification import verify_product
from tests.conftest import MINIMAL
from tests.pdf.conftest import Pages, make
from tests.verify.products import PDF

REST = "the harbour keeps its own time, and the water that comes and goes keeps another. " * 3
BOOK = {
    "book.toml": """
[book]
title = "Letters"
language = "en"
date = 2026-01-01

[structure]
bodymatter = ["year.md", "article.md", "speech.md"]
""",
    "year.md": f"# Traffic\n\nIn 2025 {REST}\n\nIt rose by $1.82 + 0.61$ metres, $x^2$ in all.\n",
    "article.md": f"# Tides\n\nA harbour, {REST}\n",
    "speech.md": f"# Speech\n\n“Oh, {REST}”\n",
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    edition = Edition("pdf", "pdf", variables={"drop-caps": "chapters"})
    return make(BOOK, tmp_path_factory.mktemp("letters"), edition)


def read(pages: Pages) -> str:
    return " ".join(" ".join(pages.texts).split())


@pytest.mark.slow
def test_a_dropped_letter_reads_with_its_word_after_the_heading(letters: Pages) -> None:
    for heading, words in (("Traffic", "In 2025"), ("Tides", "A harbour"), ("Speech", "“Oh")):
        assert f"{heading} {words}" in read(letters)


@pytest.mark.slow
def test_formulas_are_copied_in_their_lines(letters: Pages) -> None:
    assert "It rose by 1.82 + 0.61 metres, x² in all." in read(letters)


@pytest.mark.slow
def test_no_name_of_a_font_has_a_comma(letters: Pages) -> None:
    with pikepdf.open(io.BytesIO(letters.content)) as pdf:
        fonts = [each for page in pdf.pages for each in page.Resources.get("/Font", {}).values()]
        assert fonts
        assert not [each for each in fonts if "," in str(each.BaseFont)]


@pytest.mark.slow
def test_words_in_two_elements_stay_two_whatever_the_space(tmp_path: Path) -> None:
    spaces = {"plain": " ", "no-break": "\xa0", "thin": "\u2009", "wide": "\u3000"}
    lines = [f"`one`{each}`two` {name}: *three* {each} **four**" for name, each in spaces.items()]
    pages = make({"book.toml": MINIMAL, "a.md": "# A\n\n" + "\n\n".join(lines) + "\n"}, tmp_path)
    assert [str(each) for each in verify_product(pages.artifact.path, pages.book, PDF)] == []
