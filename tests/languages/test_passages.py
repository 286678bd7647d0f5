"""Languages of sections, blocks and spans in both products, and the fonts of their scripts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.diagnostics import Report
from publish.model.language import localized_words
from publish.model.script import direction, script_of
from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.shaping.typography import typeset_text
from publish.sources.spine.folder import read_book
from publish.verification import verify_product
from tests.conftest import WriteBook
from tests.languages.books import SAMPLES
from tests.languages.conftest import BuildBook, BuiltBook
from tests.running import run_context

pytestmark = pytest.mark.slow

MANIFEST = """
[book]
title = "Many Tongues"
language = "en"
[structure]
bodymatter = ["a.md", { file = "d.md", language = "de" }, { file = "r.md", language = "ar" }]
"""
FILES = {
    "book.toml": MANIFEST,
    "a.md": (
        "# One\n\nShe said [Das ist ein Donaudampfschiff]{lang=de} and [纸是白的]{lang=zh} and "
        "[直す紙]{lang=ja} and [ورق أبيض]{lang=ar}.\n\n"
        '## Deux {lang=fr}\n\nLe "papier"!\n\n### Trois\n\nEncore "un"!\n\n'
        '## Four\n\nEnglish "again"!\n'
    ),
    "d.md": '# Drei\n\nEr sagte "ja".\n',
    "r.md": "# الورق\n\nورق أبيض وحبر أسود.[^a]\n\n[^a]: حبر.\n",
}


@pytest.fixture(scope="module")
def mixed(build_book: BuildBook) -> BuiltBook:
    return build_book(FILES)


def test_both_products_verify(mixed: BuiltBook) -> None:
    assert [str(d) for d in mixed.report] == []
    for path, format_ in ((mixed.epub, "epub"), (mixed.pdf, "pdf")):
        assert [str(d) for d in verify_product(path, mixed.book, mixed.edition(format_))] == []


def test_languages_in_the_epub(mixed: BuiltBook) -> None:
    with zipfile.ZipFile(mixed.epub) as epub:
        one = epub.read("EPUB/text/a.xhtml").decode()
        three = epub.read("EPUB/text/d.xhtml").decode()
        right = epub.read("EPUB/text/r.xhtml").decode()
    assert '<span lang="de" xml:lang="de">Das' in one
    assert 'class="section level-2" lang="fr" dir="ltr" xml:lang="fr"' in one
    assert "«\u202fpapier\u202f»\u202f!" in one
    assert "«\u202fun\u202f»\u202f!" in one
    assert "“again”!" in one
    assert '<span class="label" lang="en" xml:lang="en">Chapter 2</span>' in three
    assert "„ja“" in three
    assert 'lang="ar" dir="rtl" xml:lang="ar"' in right
    note = re.search("<aside[^>]*>", right)
    assert note is not None
    assert 'lang="ar" dir="rtl"' in note[0]


def test_languages_in_the_structure_tree(mixed: BuiltBook) -> None:
    with pikepdf.open(mixed.pdf) as pdf:
        languages = {
            str(entry.Lang)
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and "/Lang" in entry and "/S" in entry
        }
    assert {"de", "fr", "zh", "ja", "ar"} <= languages


def test_each_script_has_its_own_font(mixed: BuiltBook) -> None:
    names = " ".join(sorted(mixed.fonts()))
    for family in ("Noto-Serif-SC", "Noto-Serif-JP", "Amiri", "EB-Garamond"):
        assert family in names
    with zipfile.ZipFile(mixed.epub) as epub:
        sizes = {i.filename: i.file_size for i in epub.infolist() if "noto" in i.filename}
    assert sizes
    assert max(sizes.values()) < 20_000  # only the glyphs that the passages need


def test_an_invalid_language_of_a_file_is_an_error(write_book: WriteBook) -> None:
    report = Report()
    folder = write_book(FILES | {"book.toml": MANIFEST.replace('"de"', '"german"')})
    read_book(folder, run_context(report))
    assert [(d.code, d.location.line) for d in report.errors] == [("MAN-007", 6)]


def test_regions_and_scripts() -> None:
    assert (
        localized_words("zh-TW").contents
        == localized_words("zh-Hant").contents
        != localized_words("zh").contents
    )
    assert localized_words("pt-PT").contents != localized_words("pt-BR").contents
    assert typographic_conventions("de-CH").quotes[0] == "«"
    assert typographic_conventions("en-GB").quotes[0] == "‘"
    assert script_of("zh-HK") == "Hant"
    assert script_of("sr-Latn") == "Latn"
    assert direction("az-Arab") == "rtl"
    assert direction("ar-Latn") == "ltr"


def alphabet() -> Iterator[str]:
    yield from "abN.SzBp5 1234\n\u00a0\u202f—–«»:;!?%кгМ纸“”"


@given(text=st.text(alphabet=list(alphabet()), max_size=60))
@pytest.mark.parametrize("language", [*SAMPLES, "de-CH", "fr-CA", "en-GB"])
def test_typesetting_is_idempotent_and_changes_only_spaces(language: str, text: str) -> None:
    once = typeset_text(text, language)
    assert typeset_text(once, language) == once
    assert "".join(once.split()) == "".join(text.split())
