"""Chapters and parts that are their number alone, as in many novels."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.context import make_context
from publish.model.section import heading_text
from publish.model.typographic_conventions import typographic_conventions
from publish.structure.references import ReferenceTexts
from tests.conftest import WriteBook

pytestmark = pytest.mark.slow

MANIFEST = """[book]
title = "A Novel"
authors = ["A. Writer"]
language = "{language}"
[structure]
bodymatter = [
  {{ sections = ["1.md", "2.md"] }},
  {{ sections = [{{ file = "3.md", title = " " }}] }},
]
"""
HEADINGS = {
    "en": ["Part I", "Chapter 1", "Chapter 2", "Part II", "Chapter 3"],
    "zh": ["第I部分", "第1章", "第2章", "第II部分", "第3章"],
}


def test_numbers_alone(write_book: WriteBook, tmp_path: Path) -> None:
    for language, headings in HEADINGS.items():
        texts = {f"{n}.md": "It was a bright day.\n\n[](3.md), [](#part).\n" for n in (1, 2)}
        files = {"book.toml": MANIFEST.format(language=language), **texts, "3.md": "# \n\nNight.\n"}
        folder, context = write_book(files, f"book-{language}"), make_context(cache=False)
        api.build(folder, tmp_path / language, context=context)
        assert not {d.code for d in context.report} - {"ACC-007"}  # the words are English
        _, book = api.open_book(folder)
        assert [heading_text(section) for section in book.walk()] == headings


def test_usual_reference_to_an_untitled_section() -> None:
    assert (
        ReferenceTexts(usual="Chapter 7").in_form("title", typographic_conventions("en"))
        == "Chapter 7"
    )
