"""The features of a book's texts: no pass may be skipped that would find something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import WriteBook
from tests.running import run_context

TEXTS = {
    "[a]{.index}": {TextFeature.INDEX_MARKS},
    '[a]{index="b; c"}': {TextFeature.INDEX_MARKS},
    "[a]{.wide .index}": {TextFeature.INDEX_MARKS},
    "Words.[^a]\n\n[^a]: In a note, [a]{.index}.": {TextFeature.INDEX_MARKS},
    "[a]{.term}": {TextFeature.GLOSSARY_TERMS},
    '[a]{term="b"}': {TextFeature.GLOSSARY_TERMS},
    "::: bibliography\n:::": {TextFeature.BIBLIOGRAPHY},
    "::: note\n\n- [a]{.term}, [b]{.index}\n:::": {
        TextFeature.GLOSSARY_TERMS,
        TextFeature.INDEX_MARKS,
    },
    "The index of terms, and the references.": set(),
}


def absent_features(folder: Path) -> frozenset[TextFeature]:
    book = read_book(folder, run_context())
    assert book is not None
    return book.absent_features


@pytest.mark.parametrize("text", TEXTS)
def test_the_features_of_a_text(
    write_book: WriteBook, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_book({"a.md": f"# A\n\n{text}\n"})
    expected = frozenset(TextFeature) - TEXTS[text]
    assert absent_features(folder) == expected
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    assert absent_features(folder) == expected
    assert absent_features(folder) == expected  # from the cache


def test_the_features_of_an_included_file(write_book: WriteBook) -> None:
    include = '::: include {file="b.md"}\n:::\n'
    folder = write_book({"a.md": f"# A\n\n{include}", "b.md": "One [word]{.index}.\n"})
    assert absent_features(folder) == frozenset(TextFeature) - {TextFeature.INDEX_MARKS}


def test_a_skipped_pass_would_change_nothing(write_book: WriteBook) -> None:
    marked = write_book({"a.md": "# A\n\n" + "\n\n".join(TEXTS) + "\n"}, "marked")
    plain = write_book({"a.md": "# A\n\nThe [index]{.wide} of terms.\n"}, "plain")
    for folder in (marked, plain, Path("corpus/specimen")):
        skipping = _settled(folder, lambda book: book)
        assert skipping == _settled(folder, lambda book: replace(book, absent_features=frozenset()))


def _settled(folder: Path, changed: Callable[[Book], Book]) -> tuple[object, list[str]]:
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None
    settled = settle(changed(book), run_context(report))
    return settled.section_markup, [str(each) for each in report]
