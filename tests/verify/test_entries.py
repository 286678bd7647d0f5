"""Entries of a surface matched with the sections, and the differences between them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from publish.model.book import Book
from publish.verification.difference import Code
from publish.verification.entries import (
    ExpectedEntry,
    SurfaceEntry,
    compare_entries,
    expected_entries,
)
from tests.numbering.trees import Shape, books, settled

pytestmark = pytest.mark.slow

TREES = books(Shape(paragraphs=0, sections=16))
few = settings(max_examples=30, derandomize=True, database=None)


def expected_of(book: Book) -> list[ExpectedEntry]:
    return expected_entries(settled(book).sections, lambda section: f"#{section.id}")


def codes(expected: list[ExpectedEntry], actual: list[SurfaceEntry]) -> list[Code]:
    return [difference.code for difference in compare_entries("nav", expected, actual)]


@few
@given(TREES)
def test_right_entries_have_no_difference(book: Book) -> None:
    expected = expected_of(book)
    assert codes(expected, [each.entry for each in expected]) == []


@few
@given(TREES, st.data())
def test_a_lost_entry_is_missing_and_nothing_else(book: Book, data: st.DataObject) -> None:
    expected = expected_of(book)
    lost = data.draw(st.integers(0, len(expected) - 1))
    actual = [each.entry for index, each in enumerate(expected) if index != lost]
    (difference,) = compare_entries("nav", expected, actual)
    assert difference.code is Code.MISSING
    assert f"(#{expected[lost].section.id})" in difference.subject


@few
@given(TREES, st.data())
def test_a_surplus_entry_is_extra(book: Book, data: st.DataObject) -> None:
    expected = expected_of(book)
    actual = [each.entry for each in expected]
    actual.insert(
        data.draw(st.integers(0, len(actual))), SurfaceEntry("Nowhere in the book", 1, "#x")
    )
    assert codes(expected, actual) == [Code.EXTRA]


@few
@given(TREES, st.data())
def test_one_entry_changed_is_one_difference(book: Book, data: st.DataObject) -> None:
    expected = expected_of(book)
    actual = [each.entry for each in expected]
    at = data.draw(st.integers(0, len(actual) - 1))
    changes: list[tuple[dict[str, Any], set[Code]]] = [
        ({"text": "Changed"}, {Code.TITLE}),
        ({"text": f"0 {expected[at].section.title}"}, {Code.NUMBER}),
        ({"depth": 9}, {Code.DEPTH}),
        ({"target": "dead"}, {Code.TARGET}),
    ]
    change, right = data.draw(st.sampled_from(changes))
    actual[at] = replace(actual[at], **change)
    (difference,) = compare_entries("nav", expected, actual)
    assert difference.code in right
    assert f"(#{expected[at].section.id})" in difference.subject


@few
@given(TREES, st.data())
def test_one_entry_moved_is_out_of_order(book: Book, data: st.DataObject) -> None:
    expected = expected_of(book)
    actual = [each.entry for each in expected]
    places = st.integers(0, len(actual) - 1)
    start, end = data.draw(places), data.draw(places)
    actual.insert(end, actual.pop(start))
    assert codes(expected, actual) == ([] if start == end else [Code.ORDER])
