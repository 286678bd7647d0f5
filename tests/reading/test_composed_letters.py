"""Decomposed letters, as macOS writes them, equal composed ones wherever text enters a book."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.diagnostics import Report
from publish.model.composition import composed
from publish.sources.files.snapshot import record_reads
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.running import run_context

_FILES = {
    "book.toml": (
        '[book]\ntitle = "Café"\nlanguage = "fr"\n'
        '[structure]\nbodymatter = ["œuvre/été.md", "b.md", { role = "index" }]\n'
    ),
    "œuvre/été.md": (
        "# Été\n\nLe [café]{.index}[^é], [b](../b.md), [moi](été.md), [moi](%c3%a9t%c3%a9.md) et "
        "![Un dé](dé.svg)\n\n[^é]: Une note.\n\n## Ça {#ecole}\n\nが 각 ộ Ḍ\n"
    ),
    "b.md": "# B\n\nUn [café]{.index}, [](#ecole), [été](œuvre/e%CC%81te%CC%81.md)\n",
    "œuvre/dé.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'
    ),
}


@pytest.mark.parametrize("form_of_names", ["NFC", "NFD"])
def test_a_book_is_the_same_in_both_forms(
    tmp_path: Path, form_of_names: Literal["NFC", "NFD"]
) -> None:
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    markups = []
    for form in forms:
        folder = tmp_path / form / "book"
        for name, text in _FILES.items():
            path = folder / normalize(form_of_names, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(normalize(form, text), encoding="utf-8")
        report = Report()
        with record_reads(folder) as files_read:
            book = read_book(folder, run_context(report))
        assert book is not None, list(map(str, report))
        book = settle(book, run_context(report))
        assert list(map(str, report)) == []
        assert files_read.changed() == []
        texts = [text for section in book.walk() for text in section.body.itertext()]
        markups.append((texts, [section.title for section in book.walk()]))
    assert markups[0] == markups[1]


@given(st.text())
def test_only_han_for_compatibility_stays_as_it_is(text: str) -> None:
    assert composed(composed(text)) == composed(text)
    assert composed(normalize("NFD", "é" + "ắ각が")) == "éắ각が"
    assert composed("神\ufa19") == "神\ufa19"
