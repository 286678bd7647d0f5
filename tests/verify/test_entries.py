"""How the entries of a surface are matched with the sections, and what is called a difference."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from publish.model.book import Book
from publish.verify.difference import Code
from publish.verify.entries import ExpectedEntry, SurfaceEntry, compare_entries, expected_entries
from tests.numbering.trees import Shape, books, settled

TREES = books(Shape(paragraphs=0, sections=16))
few = settings(max_examples=30, deadline=None, derandomize=True, database=None)


def wanted(book: Book) -> list[ExpectedEntry]:
    return expected_entries(settled(book).sections, lambda section: f"#{section.id}")


def codes(expected: list[ExpectedEntry], found: list[SurfaceEntry]) -> list[Code]:
    return [difference.code for difference in compare_entries("nav", expected, found)]


@few
@given(TREES)
def test_the_right_entries_have_no_difference(book: Book) -> None:
    expected = wanted(book)
    assert codes(expected, [each.entry for each in expected]) == []


@few
@given(TREES, st.data())
def test_a_lost_entry_is_missing_and_nothing_else(book: Book, data: st.DataObject) -> None:
    expected = wanted(book)
    lost = data.draw(st.integers(0, len(expected) - 1))
    found = [each.entry for index, each in enumerate(expected) if index != lost]
    (difference,) = compare_entries("nav", expected, found)
    assert difference.code is Code.MISSING
    assert f"(#{expected[lost].section.id})" in difference.subject


@few
@given(TREES, st.data())
def test_an_entry_too_many_is_extra(book: Book, data: st.DataObject) -> None:
    expected = wanted(book)
    found = [each.entry for each in expected]
    found.insert(
        data.draw(st.integers(0, len(found))), SurfaceEntry("Nowhere in the book", 1, "#x")
    )
    assert codes(expected, found) == [Code.EXTRA]


@few
@given(TREES, st.data())
def test_one_entry_changed_is_one_difference(book: Book, data: st.DataObject) -> None:
    expected = wanted(book)
    found = [each.entry for each in expected]
    at = data.draw(st.integers(0, len(found) - 1))
    changes: list[tuple[dict[str, object], set[Code]]] = [
        ({"text": "Changed"}, {Code.TITLE}),
        ({"text": f"0 {expected[at].section.title}"}, {Code.NUMBER}),
        ({"depth": 9}, {Code.DEPTH}),
        ({"target": "dead"}, {Code.TARGET}),
    ]
    change, right = data.draw(st.sampled_from(changes))
    found[at] = replace(found[at], **change)  # type: ignore[arg-type]
    (difference,) = compare_entries("nav", expected, found)
    assert difference.code in right
    assert f"(#{expected[at].section.id})" in difference.subject


@few
@given(TREES, st.data())
def test_one_entry_moved_is_out_of_order(book: Book, data: st.DataObject) -> None:
    expected = wanted(book)
    found = [each.entry for each in expected]
    places = st.integers(0, len(found) - 1)
    start, end = data.draw(places), data.draw(places)
    found.insert(end, found.pop(start))
    assert codes(expected, found) == ([] if start == end else [Code.ORDER])
