"""A guess is made only where it is near, and it is the nearest."""

from __future__ import annotations

import random

import pytest

from publish.guesses import closest, did_you_mean_file
from publish.sources.code.highlighting import languages
from publish.sources.latex.messages import COMMON

WORDS = ["title", "subtitle", "sections", "lang", "none", "figure-2", "café", "chapter", "sh", "id"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("sub_title", "subtitle"),
        ("section", "sections"),
        ("lnag", "lang"),
        ("noe", "none"),
        ("figrue-2", "figure-2"),
        ("cafe", "café"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("chaptre", "chapter"),
        ("ID", "id"),
    ],
)
def test_a_slip_is_recognised(word: str, meant: str) -> None:
    assert closest(word, WORDS) == meant


@pytest.mark.parametrize(
    "word",
    [
        "figure-3",
        "zh",
        "on",
        "x",
        "",
        "tie",
        "picture",
        "characters",
        "notes",
        "村上",
        "title" * 50,
    ],
)
def test_what_is_far_off_is_not(word: str) -> None:
    assert closest(word, WORDS) is None


def test_the_nearest_is_chosen_and_then_the_one_in_the_same_case() -> None:
    assert closest("bmatrx", ["Bmatrix", "pmatrix", "bmatrix"]) == "bmatrix"
    assert closest("tides", ["bides", "tidy", "tide"]) == "bides"


def test_nothing_is_offered_that_was_written() -> None:
    assert closest("title", ["title"]) is None


@pytest.mark.parametrize(
    "language", ["mermaid", "pseudocode", "plantuml", "svgbob", "ebnf-grammar"]
)
def test_a_language_that_is_not_known_is_not_another(language: str) -> None:
    assert closest(language, languages()) is None


@pytest.mark.parametrize(
    "macro", ["\\newcommand", "\\boxed", "\\def", "\\qedsymbol", "\\bra", "\\it"]
)
def test_a_macro_that_is_not_known_is_not_another(macro: str) -> None:
    assert closest(macro, set(COMMON) - {macro}) is None


FILES = ["a.md", "parts/chapter-one.md", "images/kiln.svg", "images/map-1.png", "images/map-2.png"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("chapter-one.md", "did you mean `parts/chapter-one.md`?"),
        ("kiln.svg", "did you mean `images/kiln.svg`?"),
        ("images/kiln.png", "did you mean `images/kiln.svg`?"),
        ("Parts/chapter-One.markdown", "did you mean `parts/chapter-one.md`?"),
        ("images/kiln.tiff", "did you mean `images/kiln.svg`?"),
        ("images/map-3.png", None),
        ("kiln.md", None),
        ("chapter-one.svg", None),
        ("images/a.png", None),
        ("chapter-one.csv", None),
        ("b.md", None),
        ("images/quay.svg", None),
    ],
)
def test_files(name: str, hint: str | None) -> None:
    assert did_you_mean_file(name, FILES) == hint


def test_one_slip_in_a_long_word_is_always_recognised() -> None:
    chance = random.Random(4)
    words = [name for name in COMMON if len(name) > 6 and name.isascii()]
    for word in sorted(words):
        place = chance.randrange(1, len(word))
        slip = word[:place] + word[place + 1 :]
        if slip not in COMMON:
            assert closest(slip, COMMON), slip
