"""The numbering of random trees against a second, naive telling of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.numerals import LARGEST_ORDINAL, Numeral, format_numeral, parse_numeral
from publish.model.section import heading_text
from publish.structure import settle
from publish.structure.explain import explain_number, find_sections
from tests.numbering import oracle
from tests.numbering.trees import Shape, books, settled

many = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORDLESS = books(Shape(paragraphs=0))
COUNTING_STYLES = [style for style in Numeral if style is not Numeral.NONE]


@many
@given(WORDLESS)
def test_numbers_are_those_of_the_oracle(book: Book) -> None:
    wanted = oracle.numbers(book)
    assert {s.id: (s.number, s.label) for s in settled(book).walk()} == wanted


@many
@given(WORDLESS)
def test_a_number_given_twice_is_reported_once_for_each_later_section(book: Book) -> None:
    report = Report()
    done = settle(book, report)
    parents = {c.id: s.id for s in done.walk() for c in s.children}
    seen: set[tuple[str, str, str]] = set()
    doubles = []
    for section in done.walk():
        if section.number is None:
            continue
        restarts = done.numbering.scheme_for(section.rank).restart
        key = (parents.get(section.id, "") if restarts else "", section.rank, section.number)
        if key in seen:
            doubles.append(section.location)
        seen.add(key)
    assert [d.location for d in report if d.code == "NUM-001"] == doubles


@many
@given(WORDLESS)
def test_numbering_changes_nothing_but_numbers_and_is_the_same_again(book: Book) -> None:
    done = settled(book)
    kept = [(s.id, s.title, s.level, s.role, s.href) for s in book.walk()]
    assert [(s.id, s.title, s.level, s.role, s.href) for s in done.walk()] == kept
    again = settled(replace(book, sections=done.sections))
    assert [heading_text(s) for s in again.walk()] == [heading_text(s) for s in done.walk()]


@many
@given(WORDLESS)
def test_below_the_depth_only_printed_numbers_are_kept(book: Book) -> None:
    for section in settled(book).walk():
        if section.level > book.numbering.depth:
            assert section.number == section.number_request.number


@many
@given(WORDLESS, st.data())
def test_explain_tells_of_the_number_that_the_section_has(book: Book, data: st.DataObject) -> None:
    done = settled(book)
    section = data.draw(st.sampled_from(list(done.walk())))
    first, second, third, *_ = explain_number(done, section)
    assert first == heading_text(section)
    assert second.endswith(f"has {section.number or 'no number'}")
    assert section.rank in second
    if section.number_request.number is not None and section.number is not None:
        assert "keeps its printed number" in third
    elif section.number_request.start is not None and section.number is not None:
        assert "sets the start of the count" in third
    assert section in find_sections(done, section.id)
    if section.number is not None:
        assert section in find_sections(done, section.number)


@given(st.integers(1, LARGEST_ORDINAL), st.sampled_from(COUNTING_STYLES))
@settings(max_examples=500, deadline=None, derandomize=True, database=None)
def test_a_numeral_is_read_as_it_was_written(ordinal: int, style: Numeral) -> None:
    assert parse_numeral(format_numeral(ordinal, style), style) == ordinal


def test_numerals_are_those_of_the_oracle() -> None:
    for style in COUNTING_STYLES:
        for ordinal in range(300):
            assert format_numeral(ordinal, style) == oracle.write(ordinal, str(style)), ordinal
