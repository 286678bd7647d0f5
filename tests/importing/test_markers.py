"""Markers as books print them: which style and number each has, and what is no marker."""

from __future__ import annotations

import pytest

from publish.importers.plaintext.markers import read_marker


@pytest.mark.parametrize(
    ("line", "style", "number", "title"),
    [
        ("Chapter Twelve", "chapter", 12, ""), ("CHAPTER TWENTY-ONE. Rope", "chapter", 21, "Rope"),
        ("Chapter the Twenty-first", "chapter", 21, ""), ("Kapitel zwölf", "kapitel", 12, ""),
        ("Einundzwanzigstes Kapitel", "kapitel", 21, ""), ("Kap. 4: Tau", "kap", 4, "Tau"),
        ("Première partie", "partie", 1, ""), ("IIe partie", "partie", 2, ""),
        ("Chapitre vingt et unième", "chapitre", 21, ""), ("Art. 5. Le port", "art", 5, "Le port"),
        ("Capítulo veintiuno", "capítulo", 21, ""), ("Parte primera", "parte", 1, ""),
        ("Глава двадцать первая", "глава", 21, ""), ("Гл. 2. Маяки", "гл", 2, "Маяки"),
        ("第十二章 石桥", "章", 12, "石桥"), ("第二十一节", "节", 21, ""),
        ("一.石桥", "一、", 1, "石桥"), ("1）石桥", "1)", 1, "石桥"), ("1 - Rope", "1-", 1, "Rope"),
        ("1: Rope", "1:", 1, "Rope"),
        ("BOOK THE FIRST.--THE WATER", "book", 1, "THE WATER"), ("(1)", "(1)", 1, ""),
        ("А. Канат", "А.", 1, "Канат"), ("б) канат", "а)", 2, "канат"),
        ("Section 2.3 Rope", "section", 3, "Rope"), ("II.3 Rope", "decimal 2", 3, "Rope"),
        ("A1. Rope", "decimal 2", 1, "Rope"), ("2.0 Rope", "decimal 1", 2, "Rope"),
        ("3.1", "decimal 2", 1, ""),
    ],
)  # fmt: skip
def test_a_marker_is_read(line: str, style: str, number: int, title: str) -> None:
    assert (style, 100 * number, title) in [(r.style, r.value, r.title) for r in read_marker(line)]


@pytest.mark.parametrize(
    "line",
    [
        "Part I played in it myself.", "Schedule 1 lists the keys.", "7:45 departure of the train",
        "A: that is what he said", "Twenty sermons were read", "4 cups of flour", "3.5 million",
    ],
)  # fmt: skip
def test_what_is_no_marker(line: str) -> None:
    assert not read_marker(line)
