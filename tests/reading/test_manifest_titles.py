"""Titles in the manifest, and addresses: the same rules and variables as in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish import api
from publish.diagnostics import Report
from publish.model.markup import X
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.running import run_context

MANIFEST = """[book]
title = {title}
subtitle = "After *Hamlet*, for {{{{who}}}}"
running = {title}
authors = ["A. Writer"]
language = "{language}"
[variables]
who = "O'Brien & Sons"
site = "https://example.org"
page = "one"
bad = "javascript:alert(1)"
[structure]
bodymatter = [{{ title = {title}, running = {title}, sections = ["a.md"] }}]
"""
TITLES = [
    ("en", "'''The Hunter's \"Long\" Tale -- Retold'''", "The Hunter’s “Long” Tale – Retold"),
    ("de", "'''Das \"lange\" Jahr -- erzählt'''", "Das „lange“ Jahr – erzählt"),
    ("fr", "'''L'été \"long\" ...'''", "L’été «\u202flong\u202f» …"),
    ("en", "'''*Emma* and `vi` in C#'''", "Emma and vi in C#"),
    ("en", "'''The Guide to {{who}}'''", "The Guide to O’Brien & Sons"),
    ("en", "'''A plain title'''", "A plain title"),
]


@pytest.mark.parametrize(("language", "typed", "shown"), TITLES)
def test_titles(write_book: WriteBook, language: str, typed: str, shown: str) -> None:
    manifest = MANIFEST.format(title=typed, language=language)
    report = Report()
    book = read_book(
        write_book({"book.toml": manifest, "a.md": "# A\n\nText.\n"}), run_context(report)
    )
    assert book is not None
    assert list(report) == []
    part = book.sections[0]
    titles = {book.metadata.title, book.metadata.running, part.title, part.running}
    assert {title.replace("\u00a0", " ") for title in titles} == {shown}
    assert "<em>Hamlet</em>" in book.metadata.shown_subtitle


@pytest.mark.slow
def test_products(write_book: WriteBook, tmp_path: Path) -> None:
    manifest = MANIFEST.format(title=TITLES[3][1], language="en")
    folder = write_book({"book.toml": manifest, "a.md": "# A\n\nText.\n"})
    assert len(api.build(folder, tmp_path / "out").artifacts) == 2


def test_unknown_variable_is_reported_at_its_entry(write_book: WriteBook) -> None:
    manifest = MANIFEST.format(title="'''On {{product}}'''", language="en")
    report = Report()
    read_book(write_book({"book.toml": manifest, "a.md": "# A\n\nText.\n"}), run_context(report))
    found = {(each.code, each.location.line) for each in report}
    assert found == {("REF-006", 2), ("REF-006", 4), ("REF-006", 13)}


@pytest.mark.parametrize(
    ("typed", "address", "codes"),
    [
        ("[x]({{site}}/walls)", "https://example.org/walls", []),
        ("[x]({{site}}/{{page}}#b)", "https://example.org/one#b", []),
        ("[x](<{{ site }}/a b>)", "https://example.org/a%20b", []),
        ("[x]({{nothing}}/walls)", None, ["REF-006"]),
        ("[x]({{bad}})", None, ["REF-006"]),
    ],
)
def test_addresses(
    write_book: WriteBook, typed: str, address: str | None, codes: list[str]
) -> None:
    manifest = MANIFEST.format(title="'''T'''", language="en")
    report = Report()
    folder = write_book({"book.toml": manifest, "a.md": f"# A\n\nSee {typed}.\n"})
    book = read_book(folder, run_context(report))
    assert [each.code for each in report] == codes
    assert book is not None
    links = list(book.sections[0].children[0].body.iter(f"{X}a", etree.Comment))
    assert address is None or links[0].get("href") == address
