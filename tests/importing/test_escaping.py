"""Escaped words are parsed as the same words and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.diagnostics import Report
from publish.importers.bookfolder.escaping import escape_markdown, toml_string
from publish.importers.plaintext.blocks import normalize_spaces
from publish.model.markup import XHTML
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.parsing.parser import parser
from publish.sources.markdown.shaping.languages import apply_languages

_CHARACTERS = st.sampled_from([*"*_`[]<>#&|~{}()!+-=.:;\\\"'$^%@/1a2 Zé—", "1. ", "Table: ", "]("])
_LINES = (
    st.lists(_CHARACTERS, min_size=1, max_size=30)
    .map("".join)
    .flatmap(lambda words: st.sampled_from([words, f"[{words}]", f"[{words[:3]}]"]))
    .map(normalize_spaces)
    .filter(bool)
)


def _elements(text: str) -> list[tuple[str, str]]:
    rendered = parser().render(text)
    root = etree.fromstring(f'<body xmlns="{XHTML}">{rendered}</body>')
    apply_languages(root, SourceFile("a.md", ReadingContext(Path("book"), "en", Report())))
    return [(etree.QName(child).localname, "".join(child.itertext())) for child in root]


def _typed(words: str) -> str:
    """Typographic characters as they were typed, so that words can be compared.

    Quotation marks inside others become single ones, so all marks are taken for one.
    """
    for character, typed in {
        "“": '"',
        "”": '"',
        "‘": '"',
        "’": '"',
        "'": '"',
        "—": "---",
        "–": "--",
        "…": "...",
    }.items():
        words = words.replace(character, typed)
    return " ".join(words.split())


@pytest.mark.parametrize(
    "text",
    [
        "1. Open the sluice", "12) Close it", "# no heading", "- no item", "+ none", "> no quote",
        "* * *", "---", "===", "_x_ and *y* and `z`", "<b>bold</b> &amp; more", "[a](b) ![c](d)",
        "| a | b |", "{.source}", "text {#id}", ": term", "~~struck~~", "Table: the ledger",
        "[x]", "[^1]", "[x = 1]", "[1-3]", "[\\alpha]", "the letter [\\alpha] in words", "[sic] no",
        "[^1] and [^1]: note", "a\\b", "http://example.org/a_b", "<http://example.org>", "%%",
        "$x$ and $$y$$", "{{ name }}", "[a]{.b}", ":::: verse",
    ],
)  # fmt: skip
def test_a_paragraph_stays_one(text: str) -> None:
    ((tag, words),) = _elements(escape_markdown(text))
    assert tag == "p"
    assert _typed(words) == _typed(text)


@settings(max_examples=300)
@given(_LINES)
def test_any_line_stays_one_paragraph(text: str) -> None:
    ((tag, words),) = _elements(escape_markdown(text))
    assert tag == "p"
    assert _typed(words) == _typed(text)


@settings(max_examples=300)
@given(_LINES)
def test_any_line_stays_a_heading(text: str) -> None:
    ((tag, words),) = _elements(f"## {escape_markdown(text)}")
    assert tag == "h2"
    assert _typed(words) == _typed(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_string_is_toml(text: str) -> None:
    assert tomllib.loads(f"x = {toml_string(text)}")["x"] == text
