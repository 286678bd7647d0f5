"""Words: as wide as Pango draws them, whatever they are shaped with, and where they may break."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from weasyprint.text import line_break

from publish.outputs.pdf.layout.compose.word_line import WordLine
from publish.outputs.pdf.layout.compose.words import Vocabulary, vocabulary_of
from tests.compose.styled import style_of

TEXTS = {
    "en": "The affluent “offices”, 1850 — self-evident (well-known) Tea AV. fi",
    "ru": "Дом №5 «стоял», 1850 — на берегу (well) ключа",
    "el": "Ἐν ἀρχῇ ἦν ὁ «λόγος», 1850 — (and) so",
    "he": "Of שלום and 1850 (שלום) again",
    "ko": "Of 한국 and “한국” 12",
}


def shaped(words: Vocabulary, text: str) -> list[Any]:
    found = [words.word(each) for each in text.split()]
    return [(each.width, each.is_plain, each.glyphs, each.clusters) for each in found]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("spacing", [0.0, 1.5, -0.5])
def test_the_words_of_a_line_are_as_wide_as_pango_draws_it(language: str, spacing: float) -> None:
    style, text = style_of(language=language), TEXTS[language]
    words = vocabulary_of(style)
    line = WordLine(text, words, spacing)
    line.reactivate(style)
    width, _ = line_break.line_size(line.get_first_line()[0], style)
    spaces = text.count(" ") * (words.font.width + spacing)
    expected = sum(words.word(each).width for each in text.split()) + spaces
    assert width == pytest.approx(expected, abs=0.01 * text.count(" ") + 0.05)
    line.deactivate()
    assert not hasattr(line, "layout")


@pytest.mark.parametrize("language", TEXTS)
def test_a_word_does_not_depend_on_those_it_is_shaped_with(language: str) -> None:
    style = style_of(language=language)
    alone = shaped(Vocabulary(style), TEXTS[language])
    for some in list(permutations(TEXTS[language].split()[:4])):
        together = Vocabulary(style)
        together.learn((*some, *reversed(TEXTS[language].split())))
        assert shaped(together, TEXTS[language]) == alone


def test_styles_with_the_same_values_share_their_words() -> None:
    assert vocabulary_of(style_of()) is vocabulary_of(style_of().copy())
    assert vocabulary_of(style_of()) is not vocabulary_of(style_of("font-size: 9px"))


def parts(text: str, *, hyphenate: bool, declarations: str = "", language: str = "en") -> list[str]:
    """The parts of a word, with the hyphens that a line shows after them."""
    words = vocabulary_of(style_of(declarations, language))
    found, before = [], 0
    for each in words.breaks(words.word(text), hyphenate=hyphenate):
        part = text.encode()[before : each.at].decode()
        found.append(part + ("‐" if each.is_hyphenated else ""))
        before = each.at
    return [*found, text.encode()[before:].decode()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("self-evident", ["self-", "evident"]),
        ("l’été—non", ["l’été—", "non"]),
        ("auf\u00adfinden", ["auf\u00ad‐", "finden"]),
        ("https://a\u200bb", ["https://", "a\u200b", "b"]),
        ("word", ["word"]),
    ],
)
def test_words_break_by_themselves(text: str, expected: list[str]) -> None:
    assert parts(text, hyphenate=False) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("hyphenation,", "en", ["hy‐", "phen‐", "a‐", "tion,"]),
        ("well-documented", "en", ["well-", "doc‐", "u‐", "mented"]),
        ("Übergrößenträger", "de", ["Über‐", "grö‐", "ßen‐", "trä‐", "ger"]),
        ("auf\u00adfinden", "de", ["auf\u00ad‐", "finden"]),
        ("backbone", "zxx", ["backbone"]),
    ],
)
def test_words_break_between_syllables(text: str, language: str, expected: list[str]) -> None:
    style = "hyphens: auto; hyphenate-limit-chars: 5 2 2"
    assert parts(text, hyphenate=True, declarations=style, language=language) == expected


def test_a_break_has_the_width_of_what_is_before_it() -> None:
    words = vocabulary_of(style_of("hyphens: auto"))
    for text in ("self-evident", "affluent", "auf\u00adfinden"):
        word = words.word(text)
        for each in words.breaks(word, hyphenate=True):
            before = words.word(text.encode()[: each.at].decode())
            assert each.width == pytest.approx(before.width, abs=1.0)


@pytest.mark.parametrize(
    "text", ["这很正常,API已先从iPhone使用.", "（１）からiiiiiiMMM向き", "Ωμέγαиiii字WWW字"]
)
def test_a_word_of_several_fonts_is_as_wide_as_its_parts_up_to_each_break(text: str) -> None:
    """Characters of one font are wider than those of another, so that no share of it is right."""
    words = vocabulary_of(style_of())
    found = words.breaks(words.word(text), hyphenate=False)
    expected = [words.word(text.encode()[: each.at].decode()).width for each in found]
    assert len(found) > 2
    assert [each.width for each in found] == pytest.approx(expected, abs=0.2)
