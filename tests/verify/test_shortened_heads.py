"""A running head may stop at a word, with an ellipsis, and nowhere else."""

from __future__ import annotations

import pytest

from publish.verification.pdf.checks.running_heads import next_words, shows_head

_TITLE = "Chapter 1. The Mill, and the Weir"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (_TITLE, _TITLE),
        ("Chapter 1. The Mill, and…", _TITLE),
        ("Chapter 1. The Mill…", _TITLE),
        ("Kraftwerks…", "Kraftwerksbetreiber der Stadt"),
        ("第一章 港口…", "第一章 港口的字"),
        ("And so on…", "And so on…"),
        ("О приливах （月、潮 …", "О приливах （月、潮、船）"),
        ("Of Tides (月 …", "Of Tides (月、潮)"),
        ("Приливы （月 -форма 、潮 …", "Приливы （月-форма、潮、船）"),
    ],
)
def test_a_head_is_right(printed: str, expected: str) -> None:
    assert shows_head(printed, expected)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Chapter 1. The Mi…", _TITLE),
        ("Chapter 1. The Wheel…", _TITLE),
        ("…", _TITLE),
        ("", _TITLE),
        (f"{_TITLE}…", _TITLE),
        ("Chapter 1. The Mill", _TITLE),
        ("The Mill…", ""),
    ],
)
def test_a_head_is_wrong(printed: str, expected: str) -> None:
    assert not shows_head(printed, expected)


@pytest.mark.parametrize(
    ("printed", "expected", "following"),
    [
        ("The Tide…", "The Tide and the Moon", " and"),
        ("On Waiting…", "On Waiting: Async, Await and Futures", ": Async,"),
        ("Mills…", "Mills – Tides", " – Tides"),
        ("Donaudampf…", "Donaudampfschifffahrt today", "schifffahrt"),
        ("Приливы （月 …", "Приливы （月、潮）", "、潮）"),
        ("The whole", "The whole", ""),
    ],
)
def test_the_next_words_of_a_shortened_head_have_the_stops_before_them(
    printed: str, expected: str, following: str
) -> None:
    assert next_words(printed, expected) == following
