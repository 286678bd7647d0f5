"""Odd CSL-JSON: reported with its line, and never mistaken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.model.reference import Date, Name, Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.csl_json import read_csl_json


def read(text: str) -> tuple[list[Reference], list[str]]:
    context = ReadingContext(Path("book"), "en", Report())
    references = list(read_csl_json(text, "works.json", context))
    return references, [str(each) for each in context.report]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "book/works.json:1: error RES-021: not CSL-JSON: it must be a list of objects"),
        ('[{"title": "A"}]', "book/works.json:1: error RES-021: entry 1 has no `id`"),
        (
            '[\n{"id": "a",\n"title": "\\u0000"}]',
            (
                "book/works.json:2: error RES-021: the control character U+0000 is not allowed"
                " in a book\n  hint: delete it"
            ),
        ),
        (
            '[{"id": "a", "author": [{"family": "\\ud800"}]}]',
            (
                "book/works.json:1: error RES-021: the control character U+D800 is not allowed"
                " in a book\n  hint: delete it"
            ),
        ),
    ],
)
def test_an_unreadable_entry_is_reported(text: str, message: str) -> None:
    assert read(text) == ([], [message])


def test_deep_nesting_is_reported() -> None:
    references, messages = read("[" * 100_000)
    assert not references
    assert messages == ["book/works.json: error RES-021: not JSON: nested too deep"]


def test_parts_of_a_work() -> None:
    (work,), messages = read(
        '[{"id": 7, "type": "book", "title": " Two  words ", "volume": 3, "keyword": [],'
        ' "author": [{"family": "Nagy", "given": "Ida", "dropping-particle": "de"}],'
        ' "issued": {"date-parts": [["2014", 5], [2015, 0]], "circa": true},'
        ' "accessed": {"raw": "some day"}}]'
    )
    assert messages == []
    assert (work.key, work.type) == ("7", "book")
    assert work.texts == {"title": "Two words", "volume": "3"}
    assert work.names["author"] == (Name(family="Nagy", given="Ida", dropping="de"),)
    assert work.dates["issued"] == Date(((2014, 5), (2015,)), circa=True)
    assert work.dates["accessed"] == Date(literal="some day")
