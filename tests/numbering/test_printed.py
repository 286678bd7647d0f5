"""A printed number sets the count, in the numerals of its rank."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from lxml import etree

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.metadata import Metadata
from publish.model.numerals import Numeral
from publish.model.roles import Matter, Rank, Role
from publish.model.scheme import Numbering, Scheme
from publish.model.section import NumberRequest, Section
from publish.structure.explain import explain_number
from publish.structure.numbering import number_sections
from tests.running import run_context


def chapter(name: str, request: NumberRequest, *children: Section, level: int = 1) -> Section:
    empty = etree.Element("{http://www.w3.org/1999/xhtml}div")
    return Section(
        id=name,
        role=Role.CHAPTER if level == 1 else Role.SECTION,
        matter=Matter.BODY,
        rank=Rank.CHAPTER if level == 1 else Rank.SECTION,
        level=level,
        title=name.title(),
        title_markup=empty,
        body=empty,
        location=Location("book.toml", 1),
        children=children,
        number_request=request,
    )


def numbered(numbering: Numbering, *sections: Section) -> Book:
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    details = Metadata("Printed", "en", "urn:printed", moment)
    return number_sections(Book("printed", Path(), details, numbering, sections), run_context())


@pytest.mark.parametrize(
    ("numeral", "printed", "following"),
    [
        (Numeral.ARABIC, "12a", "13"),
        (Numeral.UPPER_ROMAN, "XIV", "XV"),
        (Numeral.UPPER_ROMAN, "IVb", "V"),
        (Numeral.LOWER_LETTER, "d", "e"),
        (Numeral.HAN, "十二", "十三"),
        (Numeral.HAN_PARENTHESES, "（九）", "（十）"),
        (Numeral.WORDS, "Twenty-One", "Twenty-Two"),
        (Numeral.UPPER_ROMAN, "*", "II"),
    ],
)
def test_the_count_continues_after_a_printed_number(
    numeral: Numeral, printed: str, following: str
) -> None:
    scheme = Scheme(numeral, compose=False)
    book = numbered(
        Numbering({Rank.CHAPTER: scheme}),
        chapter("one", NumberRequest()),
        chapter("two", NumberRequest(number=printed)),
        chapter("three", NumberRequest()),
    )
    first = (
        numbered(Numbering({Rank.CHAPTER: scheme}), chapter("one", NumberRequest()))
        .sections[0]
        .number
    )
    assert [s.number for s in book.sections] == [first, printed, following]


def test_a_composed_printed_number_counts_by_its_last_part() -> None:
    inner = [
        chapter(f"s{i}", NumberRequest(number=n), level=2)
        for i, n in enumerate(("3.7", None, "3.9a"))
    ]
    last = chapter("s9", NumberRequest(), level=2)
    book = numbered(Numbering(), chapter("three", NumberRequest(start=3), *inner, last))
    assert [s.number for s in book.walk()] == ["3", "3.7", "3.8", "3.9a", "3.10"]


def test_a_printed_number_below_the_depth_is_kept_and_explained() -> None:
    inner = chapter("inner", NumberRequest(number="7"), level=2)
    book = numbered(Numbering(depth=1), chapter("one", NumberRequest(), inner))
    section = book.sections[0].children[0]
    assert section.number == "7"
    assert "because it keeps its printed number" in "\n".join(explain_number(book, section))
