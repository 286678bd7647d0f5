"""The serialized text of a settled book: the quick checks in it must not miss anything."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.markup import X
from publish.model.script import script_of, scripts_in
from publish.model.section import serialize_section
from publish.model.xhtml import element
from publish.render import scripts
from publish.sources.spine.folder import read_book
from publish.structure import bidi, settle
from publish.structure.accessibility import languages
from publish.structure.accessibility.findings import AuthoredText
from tests.conftest import WriteBook
from tests.languages.books import files_of
from tests.running import run_context

_TEXTS = (
    "plain words, and more", "the “papers” – été", "σοφία", "слово и дело", "ورق أبيض", "שלום",
    "纸是白的", "直す紙", "종이", "12 ٣٤", "5", "%", "x (", ")", "",
)  # fmt: skip
_ATTRIBUTES: tuple[dict[str, str], ...] = (
    {}, {"lang": "ar", "dir": "rtl"}, {"lang": "de"}, {"dir": "ltr"}, {"title": "σοφία"},
    {"title": 'a lang="x" of its own'},
)  # fmt: skip
_PIECES = st.lists(
    st.tuples(
        st.sampled_from(("em", "span", "code", "p")),
        st.sampled_from(_ATTRIBUTES),
        st.sampled_from(_TEXTS),
        st.sampled_from(_TEXTS),
    ),
    max_size=4,
)


def _filled(tag: str, text: str, pieces: list[tuple[str, dict[str, str], str, str]]) -> Any:
    node = element(tag, text)
    for name, attributes, inside, after in pieces:
        child = etree.SubElement(node, f"{X}{name}", attributes)
        child.text, child.tail = inside, after
    return node


@pytest.fixture(scope="module")
def bare() -> Book:
    report = Report()
    book = read_book(Path("corpus/specimen"), run_context(report))
    assert book is not None
    return book


def _kept_in_order(book: Book) -> tuple[bytes, list[str]]:
    """The text with its phrases kept together, and the errors."""
    report, (section,) = Report(), book.sections
    parts = {"title_markup": deepcopy(section.title_markup), "body": deepcopy(section.body)}
    copied = replace(section, **parts)
    bidi.keep_phrases_in_order(replace(book, sections=(copied,)), run_context(report))
    return serialize_section(copied), [str(each) for each in report]


def _language_findings(book: Book) -> list[str]:
    findings = languages.check_languages(AuthoredText(book))
    return [f"{finding.code} {finding.message}" for finding in findings]


def _needs(book: Book) -> tuple[list[str], list[str]]:
    passages = list(scripts._texts(book))
    needed = {script for text, tag in passages for script in scripts_in(text, tag)}
    return sorted(needed), sorted({script_of(tag) + tag for _, tag in passages})


CHECKS: list[tuple[Any, str, Callable[[Book], object]]] = [
    (bidi, "_may_swap", _kept_in_order),
    (bidi, "_may_be_divided", _kept_in_order),
    (languages, "_may_have_foreign", _language_findings),
    (scripts, "_may_need_fonts", _needs),
]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of a whole book
@given(
    st.sampled_from(_TEXTS), _PIECES, st.sampled_from(_TEXTS), _PIECES,
    st.sampled_from(("", "en", "ar", "zh", "el")), st.sampled_from(("en", "he", "de")),
)  # fmt: skip
def test_a_skipped_check_would_have_found_nothing(
    bare: Book, title: str, inside: Any, text: str, pieces: Any, own: str, language: str
) -> None:
    first = next(bare.walk())
    parts = {"title_markup": _filled("span", title, inside), "body": _filled("div", text, pieces)}
    section = replace(first, **parts, language=own, children=())
    metadata = replace(bare.metadata, language=language)
    book = replace(bare, sections=(section,), metadata=metadata, section_markup={})
    for module, rule, check in CHECKS:
        results = check(book)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, rule, lambda *_: True)
            assert check(book) == results, rule


def _check_section_markup(book: Book) -> None:
    assert set(book.section_markup) == {section.id for section in book.walk()}
    for section in book.walk():
        assert book.markup_of(section) == serialize_section(section), section.id


def test_the_markup_of_a_settled_book_is_its_text(bare: Book) -> None:
    _check_section_markup(settle(bare, run_context()))


@pytest.mark.parametrize("language", ["ar", "ja"])
def test_the_markup_is_its_text_in_other_scripts(write_book: WriteBook, language: str) -> None:
    report = Report()
    book = read_book(write_book(files_of(language)), run_context(report))
    assert book is not None
    _check_section_markup(settle(book, run_context(report)))
