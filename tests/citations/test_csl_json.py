"""CSL-JSON that is odd: told with its line, and never taken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.model.reference import Date, Name, Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.csl_json import read_csl_json


def read(text: str) -> tuple[list[Reference], list[str]]:
    manuscript = ReadingContext(Path("book"), "en", Report())
    found = list(read_csl_json(text, "works.json", manuscript))
    return found, [str(each) for each in manuscript.report]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "book/works.json:1: error RES-021: not CSL-JSON: it must be a list of objects"),
        ('[{"title": "A"}]', "book/works.json:1: error RES-021: entry 1 has no `id`"),
        (
            '[\n{"id": "a",\n"title": "\\u0000"}]',
            (
                "book/works.json:2: error RES-021: the control character U+0000 cannot stand"
                " in a book\n  hint: delete it"
            ),
        ),
        (
            '[{"id": "a", "author": [{"family": "\\ud800"}]}]',
            (
                "book/works.json:1: error RES-021: the control character U+D800 cannot stand"
                " in a book\n  hint: delete it"
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_told(text: str, told: str) -> None:
    assert read(text) == ([], [told])


def test_deep_nesting_is_told() -> None:
    found, told = read("[" * 100_000)
    assert not found
    assert told == ["book/works.json: error RES-021: not JSON: nested too deep"]


def test_parts_of_a_work() -> None:
    (found,), told = read(
        '[{"id": 7, "type": "book", "title": " Two  words ", "volume": 3, "keyword": [],'
        ' "author": [{"family": "Nagy", "given": "Ida", "dropping-particle": "de"}],'
        ' "issued": {"date-parts": [["2014", 5], [2015, 0]], "circa": true},'
        ' "accessed": {"raw": "some day"}}]'
    )
    assert told == []
    assert (found.key, found.type) == ("7", "book")
    assert found.texts == {"title": "Two words", "volume": "3"}
    assert found.names["author"] == (Name(family="Nagy", given="Ida", dropping="de"),)
    assert found.dates["issued"] == Date(((2014, 5), (2015,)), circa=True)
    assert found.dates["accessed"] == Date(literal="some day")
