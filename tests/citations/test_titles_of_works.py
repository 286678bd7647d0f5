"""Marks in the titles of works: those of the book's language, one level in where a style quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.model.book import Book
from publish.model.xhtml import text_of

MANIFEST = """[book]
title = "A Book"
language = "{language}"
[bibliography]
files = ["works.bib"]
[structure]
bodymatter = ["a.md"]
backmatter = [{{ file = "b.md", role = "bibliography" }}]
"""


@pytest.mark.parametrize(
    ("language", "kind", "typed", "shown"),
    [
        ("en", "article", '"To be or not": a question', "“‘To be or not’: a question"),
        ("en", "book", '"To be or not": a question', "“To be or not”: a question"),
        ("en", "book", "The sea's 'long' year -- retold", "The sea’s ‘long’ year – retold"),
        ("de", "book", 'Das "lange" Jahr', "Das „lange“ Jahr"),
    ],
)
def test_marks(
    read_files: Callable[[Mapping[str, str]], Book],
    language: str,
    kind: str,
    typed: str,
    shown: str,
) -> None:
    work = f"@{kind}{{k, author={{Writer, Ann}}, title={{{typed}}}, journal={{J}}, year=2001}}"
    files = {
        "book.toml": MANIFEST.format(language=language),
        "works.bib": work,
        "a.md": "# A\n\nText [@k].\n",
        "b.md": "# Works\n\n::: bibliography\n:::\n",
    }
    text = text_of(read_files(files).sections[-1].body)
    assert shown in text
