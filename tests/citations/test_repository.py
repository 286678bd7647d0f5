"""Styles of the CSL repository, drawn at random: each formats thirty works of ten types."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest

from publish.csl.context import Cite
from publish.csl.library import find_style, style_names
from publish.csl.processor import Processor
from publish.csl.runs import text_of_runs
from publish.csl.style import parse_style
from publish.csl.support import unsupported_features
from publish.diagnostics import Location
from publish.model.reference import Date, Name, Reference

TYPES = (
    "book chapter article-journal article-newspaper webpage thesis report paper-conference"
    " legal_case motion_picture"
).split()
PEOPLE = (
    (Name(family="Marten", given="Anna Luise"),),
    (Name(family="Oduya", given="B."), Name(literal="Office for Rivers")),
    tuple(Name(family=f"Lind{letter}", given="Karin") for letter in "abcdefghij"),
)
# What a style that is not fully supported has in its text.
UNSUPPORTED = re.compile(r'\sdisplay="|subsequent-author-substitute-rule="(?!complete-all")')


def works() -> dict[str, Reference]:
    """Three works of each type: by one author, by two, and by ten; one in three has no date."""
    references = {}
    for number, (kind, people) in enumerate(product(TYPES, PEOPLE)):
        texts = {
            "title": f"Tides & <quays>: part {number}",
            "container-title": "Journal of Small Ports",
            "publisher": "Harbour Press",
            "publisher-place": "Leeds",
            "volume": "12",
            "issue": "3",
            "page": "201-219",
            "edition": "2",
            "number": "17",
            "URL": "https://example.org/?a=1&b=2",
        }
        names = {"author": people, "editor": PEOPLE[number % 2], "translator": PEOPLE[0]}
        dates = {"issued": Date(((2014, 5, 1),)), "accessed": Date(((2020, 2, 29),))}
        if number % 3 == 2:
            del dates["issued"]
        key = f"work{number}"
        references[key] = Reference(key, kind, Location("x"), texts, names, dates)
    return references


def drawn() -> list[str]:
    """Two hundred names out of all that are installed, the same ones each time."""
    names = style_names()
    return random.Random(13).sample(names, min(200, len(names)))


WORKS = works()
CITATIONS = [
    *([Cite(key)] for key in WORKS),
    *([Cite(key, locator="7-9", label="page", note=n)] for n, key in enumerate(WORKS, start=31)),
    [Cite(key) for key in WORKS],
]


@pytest.mark.slow
@pytest.mark.parametrize("name", drawn())
def test_a_style_formats_all_works_or_names_what_it_lacks(name: str) -> None:
    text = find_style(name)
    assert text is not None
    style = parse_style(text)
    processor = Processor(style, "en", WORKS, CITATIONS)
    written = [text_of_runs(processor.citation(index)) for index in range(len(CITATIONS))]
    assert all(written[len(WORKS) :])
    entries = processor.bibliography()
    assert len(entries) == (len(WORKS) if style.bibliography is not None else 0)
    assert bool(unsupported_features(style)) == (UNSUPPORTED.search(text) is not None)
