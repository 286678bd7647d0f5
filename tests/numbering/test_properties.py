"""The numbering of random trees compared with a second, naive implementation."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.numerals import LARGEST_ORDINAL, Numeral, format_numeral, parse_numeral
from publish.model.section import heading_text
from publish.structure import settle
from publish.structure.explain import explain_number, find_sections
from tests.numbering import oracle
from tests.numbering.trees import Shape, books, settled
from tests.running import run_context

pytestmark = pytest.mark.slow

many = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORDLESS = books(Shape(paragraphs=0))
COUNTING_STYLES = [style for style in Numeral if style is not Numeral.NONE]


@many
@given(WORDLESS)
def test_numbers_are_those_of_the_oracle(book: Book) -> None:
    expected = oracle.numbers(book)
    assert {s.id: (s.number, s.label) for s in settled(book).walk()} == expected


@many
@given(WORDLESS)
def test_a_duplicate_number_is_reported_once_for_each_later_section(book: Book) -> None:
    report = Report()
    settled_book = settle(book, run_context(report))
    parents = {c.id: s.id for s in settled_book.walk() for c in s.children}
    seen: set[tuple[str, str, str]] = set()
    duplicates = []
    for section in settled_book.walk():
        if section.number is None:
            continue
        restarts = settled_book.numbering.scheme_for(section.rank).restart
        key = (parents.get(section.id, "") if restarts else "", section.rank, section.number)
        if key in seen:
            duplicates.append(section.location)
        seen.add(key)
    assert [d.location for d in report if d.code == "NUM-001"] == duplicates


@many
@given(WORDLESS)
def test_numbering_changes_only_numbers_and_is_idempotent(book: Book) -> None:
    settled_book = settled(book)
    before = [(s.id, s.title, s.level, s.role, s.href) for s in book.walk()]
    assert [(s.id, s.title, s.level, s.role, s.href) for s in settled_book.walk()] == before
    again = settled(replace(book, sections=settled_book.sections))
    assert [heading_text(s) for s in again.walk()] == [heading_text(s) for s in settled_book.walk()]


@many
@given(WORDLESS)
def test_below_the_depth_only_printed_numbers_are_kept(book: Book) -> None:
    for section in settled(book).walk():
        if section.level > book.numbering.depth:
            assert section.number == section.number_request.number


@many
@given(WORDLESS, st.data())
def test_explain_has_the_number_of_the_section(book: Book, data: st.DataObject) -> None:
    settled_book = settled(book)
    section = data.draw(st.sampled_from(list(settled_book.walk())))
    first, second, third, *_ = explain_number(settled_book, section)
    assert first == heading_text(section)
    assert second.endswith(f"has {section.number or 'no number'}")
    assert section.rank in second
    if section.number_request.number is not None and section.number is not None:
        assert "keeps its printed number" in third
    elif section.number_request.start is not None and section.number is not None:
        assert "sets the start of the count" in third
    assert section in find_sections(settled_book, section.id)
    if section.number is not None:
        assert section in find_sections(settled_book, section.number)


@given(st.integers(1, LARGEST_ORDINAL), st.sampled_from(COUNTING_STYLES))
@settings(max_examples=500, derandomize=True, database=None)
def test_a_numeral_is_parsed_as_it_was_formatted(ordinal: int, style: Numeral) -> None:
    assert parse_numeral(format_numeral(ordinal, style), style) == ordinal


def test_numerals_are_those_of_the_oracle() -> None:
    for style in COUNTING_STYLES:
        for ordinal in range(300):
            assert format_numeral(ordinal, style) == oracle.write(ordinal, str(style)), ordinal
