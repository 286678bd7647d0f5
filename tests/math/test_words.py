"""Words in formulas that the font of formulas lacks are drawn from the fonts of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.pipeline.checks import shown_book
from publish.pipeline.selection import load_book
from publish.render.formula_words import TextFonts
from publish.render.theme import find_font, load_theme
from tests.conftest import WriteBook
from tests.running import run_context

THEME = load_theme("classic")
WORDS = {
    "Hans": "对所有",
    "Thai": "สวัสดี",
    "Deva": "हिन्दी",
    "Hebr": "אבג",
    "Arab": "كتاب",
    "Jpan": "すべて",
}


def fonts_of(*scripts: str) -> list[Path]:
    found = (find_font(each) for each in THEME.script_fonts if each["script"] in scripts)
    return [font.path for font in found if font is not None]


@pytest.mark.parametrize("script", WORDS)
def test_each_script_is_drawn_by_its_own_font(script: str) -> None:
    fonts = TextFonts(fonts_of(script))
    assert fonts.are_needed(WORDS[script])
    path, advance, low, high = fonts.outlines(WORDS[script], 10)
    missing, *_ = TextFonts([]).outlines(WORDS[script], 10)
    assert path
    assert path != missing
    assert 10 < advance < 40
    assert low <= 0 < high < 15


def test_letters_of_the_font_of_formulas_stay_in_it() -> None:
    fonts = TextFonts(fonts_of("Hans"))
    assert not fonts.are_needed("für alle если")
    assert fonts.outlines("abc", 10) == TextFonts([]).outlines("abc", 10)


def test_words_are_text_and_symbols_are_not(write_book: WriteBook) -> None:
    text = "# A\n\n$x \\text{对所有} y$\n"
    manifest = '[book]\ntitle = "A"\nlanguage = "en"\n\n[structure]\nbodymatter = ["a.md"]\n'
    report = Report()
    book = load_book(write_book({"book.toml": manifest, "a.md": text}), run_context(report))
    for edition in book.editions:
        shown_book(book, edition, report)
    assert [problem.code for problem in report.errors] == []
