"""Quotation marks and apostrophes in running text, as the orthography of each language has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.running import run_context

_DATA = tomllib.loads(Path(__file__).with_name("marks.toml").read_text(encoding="utf-8"))
_MANIFEST = """
[book]
title = "Marks"
language = "{language}"
[structure]
bodymatter = ["a.md"]
"""


def _sentences(language: str) -> Iterator[tuple[str, str]]:
    """What is typed, and what is expected, for each construction and set of words."""
    table: dict[str, Any] = _DATA["languages"][language]
    marks = dict(zip("OCoiR", table["marks"], strict=True))
    for words in table["words"]:
        named = dict(zip("abc", words, strict=True))
        for typed, expected in _DATA["constructions"]:
            spaced = expected.replace(":", table.get("colon", ":"))
            yield _lines(typed.format(**named)), _lines(spaced.format(**named, **marks))


def _lines(text: str) -> str:
    return text.replace("¶", "\n\n").replace("⏎", "\n")


def _read(write_book: WriteBook, language: str, text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a chapter, and the codes of what was reported."""
    report = Report()
    files = {"book.toml": _MANIFEST.format(language=language), "a.md": f"# A\n\n{text}\n"}
    book = read_book(write_book(files), run_context(report))
    assert book is not None
    paragraphs = ["".join(map(str, p.itertext())) for p in book.sections[0].body.iter("{*}p")]
    return paragraphs, [each.code for each in report if each.code != "MAN-014"]


def test_there_are_five_hundred_sentences() -> None:
    count = sum(len(list(_sentences(language))) for language in _DATA["languages"])
    assert count >= 500
    assert len(_DATA["languages"]) >= 12


@pytest.mark.parametrize("language", _DATA["languages"])
def test_sentences(write_book: WriteBook, language: str) -> None:
    sentences = list(_sentences(language))
    text = "\n\n***\n\n".join(typed for typed, _ in sentences)
    expected = "\n\n".join(shown for _, shown in sentences).split("\n\n")
    paragraphs, codes = _read(write_book, language, text)
    shown = [paragraph.replace("\u00a0", " ") for paragraph in paragraphs]
    assert shown == expected
    assert codes == []
    assert not re.search("[\"']", "".join(shown))


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "the '90s and the summer of '69", "the ’90s and the summer of ’69"),
        ("en", "rock 'n' roll, fish 'n' chips", "rock ’n’ roll, fish ’n’ chips"),
        ("en", "'Tis late; the boys' 'den' was 'ere.", "’Tis late; the boys’ ‘den’ was ’ere."),
        ("en", '"\'Twas so," he said.', "“’Twas so,” he said."),
        ("en", "'Cause of it, he left.", "’Cause of it, he left."),
        ("en", "the law of 'cause and effect' here", "the law of ‘cause and effect’ here"),
        ("en", "'20 years on' was its title", "‘20 years on’ was its title"),
        ("nl", "'s Avonds is 't in 's-Gravenhage", "’s Avonds is ’t in ’s-Gravenhage"),
        ("de", "So 'n Buch der '68er", "So ’n Buch der ’68er"),
        ("it", "la 'ndrangheta, L'\"altro\"", "la ’ndrangheta, L’«altro»"),
        ("tr", '"Gemi"yi Ankara\'da okudum', "“Gemi”yi Ankara’da okudum"),
        ("ko", "\"안녕\"이라고 '네'라고", "“안녕”이라고 ‘네’라고"),
        ("zh", "他说\"她说'不'了\"。", "他说“她说‘不’了”。"),
        ("ar", 'قال "نعم" و"لا" وب"قلم".', "قال «نعم» و«لا» وب«قلم»."),
        ("ar", '"نعم"و"لا"، ثم "كتاب"', "«نعم»و«لا»، ثم «كتاب»"),
        ("fa", 'گفت: "آری" و"نه"', "گفت: «آری» و«نه»"),
        ("he", 'אמר "שלום" ב"הארץ", ו"ידיעות" לא.', "אמר ”שלום” ב”הארץ”, ו”ידיעות” לא."),
        ("he", 'צה"ל, תשפ"ד, ד"ר, מנכ"לית', "צה״ל, תשפ״ד, ד״ר, מנכ״לית"),
        ("he", 'מו"לים אמרו "לצה"ל" וב"חיי שרה".', "מו״לים אמרו ”לצה״ל” וב”חיי שרה”."),
        ("he", "הג'ירפה של ז'בוטינסקי", "הג׳ירפה של ז׳בוטינסקי"),
        ("en", '[a "b \'c\'"]{lang=pl} "d"', "a „b «c»” “d”"),
        ("pl", 'Mówi: „tak" i "nie".', "Mówi: „tak” i „nie”."),
        ("en-GB", "'one \"two\" three'", "‘one “two” three’"),
        ("en", "'one \"two\" three'", "‘one “two” three’"),
    ],
)
def test_single_marks(write_book: WriteBook, language: str, typed: str, expected: str) -> None:
    paragraphs, codes = _read(write_book, language, typed)
    assert paragraphs[0].replace("\u00a0", " ") == expected
    assert codes == []


@pytest.mark.parametrize("language", ["en", "fr", "ko", "pl", "uk"])
@pytest.mark.parametrize("typed", ['one "two', 'un" deux', 'a " b', '"네 안녕', 'x"y z'])
def test_a_straight_mark_that_stays_is_reported(
    write_book: WriteBook, language: str, typed: str
) -> None:
    paragraphs, codes = _read(write_book, language, typed)
    assert '"' in paragraphs[0]
    assert codes == ["STR-021"]


def test_a_speech_without_its_end_is_reported(write_book: WriteBook) -> None:
    paragraphs, codes = _read(write_book, "en", '"One.\n\n"Two.\n\nThree.')
    assert paragraphs == ["“One.", '"Two.', "Three."]
    assert codes == ["STR-021"]
