"""Features of CSL that few styles use: each in a style of a few lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.csl.context import Cite
from publish.csl.processor import Processor
from publish.csl.runs import SUP, text_of_runs
from publish.csl.style import parse_style
from publish.csl.support import unsupported_features
from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.markup import X
from publish.model.reference import Date, Name, Reference

ReadFiles = Callable[[Mapping[str, str]], Book]

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
  <citation {options}><layout {layout} delimiter="; ">{body}</layout></citation>
</style>"""
NAME_AND_YEAR = """<group delimiter=" ">
  <names variable="author"><name form="short"/></names>
  <date variable="issued"><date-part name="year"/></date>
  <text variable="locator" prefix=": "/>
</group>"""
BACK = """<choose>
  <if position="first"><text variable="title"/></if>
  <else>
    <names variable="author"><name form="short"/></names>
    <text variable="first-reference-note-number" prefix=", above n. "/>
  </else>
</choose>"""


def style(body: str, *, kind: str = "in-text", options: str = "", layout: str = "") -> str:
    return STYLE.format(kind=kind, options=options, layout=layout, body=body)


def work(key: str, *families: str, year: int = 2014) -> Reference:
    names = tuple(Name(family=family, given="A.") for family in families)
    return Reference(
        key,
        "book",
        Location("x"),
        texts={"title": f"Title {key}"},
        names={"author": names},
        dates={"issued": Date(((year,),))},
    )


def cite(text: str, works: list[Reference], *cites: Cite) -> str:
    references = {each.key: each for each in works}
    processor = Processor(parse_style(text), "en", references, [cites])
    return text_of_runs(processor.citation(0))


SMITH = [work(key, "Smith") for key in "abcde"] + [work("f", "Smith", year=2015)]


@pytest.mark.parametrize(
    ("options", "keys", "expected"),
    [
        ('collapse="year-suffix"', "abf", "Smith 2014a; b; 2015"),
        ('collapse="year-suffix" year-suffix-delimiter=", "', "abc", "Smith 2014a, b, c"),
        ('collapse="year-suffix-ranged"', "abcd", "Smith 2014a–d"),
        ('collapse="year-suffix-ranged" year-suffix-delimiter=","', "abde", "Smith 2014a,b,d,e"),
        ('collapse="year" cite-group-delimiter=", "', "abf", "Smith 2014a, 2014b, 2015"),
    ],
)
def test_letters_of_a_year_are_collapsed(options: str, keys: str, expected: str) -> None:
    text = style(NAME_AND_YEAR, options=f'disambiguate-add-year-suffix="true" {options}')
    references = {each.key: each for each in SMITH}
    citations = [[Cite(key) for key in each] for each in ("abcdef", keys)]
    processor = Processor(parse_style(text), "en", references, citations)
    assert text_of_runs(processor.citation(1)) == expected


def test_a_locator_keeps_its_year() -> None:
    options = 'disambiguate-add-year-suffix="true" collapse="year-suffix"'
    text = style(NAME_AND_YEAR, options=options)
    cites = (Cite("a"), Cite("b", locator="7"), Cite("c"))
    assert cite(text, SMITH, *cites) == "Smith 2014a; 2014b: 7; 2014c"


def test_labels_of_works() -> None:
    works = [
        work("a", "Marten"),
        work("b", "Marten"),
        work("c", "Marten", "Oduya"),
        work("d", "Marten", "Oduya", "Lind"),
        work("e", "Marten", "Oduya", "Lind", "Nagy", "Quiroga"),
    ]
    text = style('<text variable="citation-label"/>')
    cites = [Cite(each.key) for each in works]
    assert cite(text, works, *cites) == "Mart14a; Mart14b; MaOd14; MaOL14; MOLN14"


def test_the_fonts_of_a_layout_are_those_of_the_citation() -> None:
    text = style('<text variable="citation-number"/>', layout='vertical-align="sup" prefix="("')
    processor = Processor(parse_style(text), "en", {"a": work("a", "Marten")}, [[Cite("a")]])
    runs = processor.citation(0)
    assert text_of_runs(runs) == "(1"
    assert all(run.marks == {SUP} for run in runs)


MANIFEST = """[book]
title = "Harbour Notes"
language = "en"

[structure]
bodymatter = ["a.md", "b.md"]

[bibliography]
files = ["w.bib"]
style = "own.csl"
"""
FILES = {
    "book.toml": MANIFEST,
    "w.bib": """
@book{tide, author = {Marten, Anna}, title = {Tides}, year = 2014}
@book{quay, author = {Lind, Karin}, title = {Quays}, year = 2003}
""",
    "own.csl": style(BACK, kind="note"),
}


def notes(book: Book, section: int) -> list[str]:
    asides = book.sections[section].body.iter(f"{X}aside")
    return [" ".join("".join(aside.itertext()).split()) for aside in asides]


def test_a_note_names_the_note_of_the_first_citation(read_files: ReadFiles) -> None:
    text = "# A\n\nOne.[^n] Two [@tide]. Three.[^m] Four [@quay]. Five [@tide].\n\n"
    text += "[^n]: Words.\n\n[^m]: See [@tide] and [@quay].\n"
    book = read_files({**FILES, "a.md": text, "b.md": "# B\n\nSix [@tide]. Seven [@tide].\n"})
    assert notes(book, 0) == [
        "1 Words.",
        "2 Tides",
        "3 See Marten, above n. 2 and Quays.",
        "4 Lind, above n. 3",
        "5 Marten, above n. 2",
    ]
    assert notes(book, 1) == ["1 Tides", "2 Marten, above n. 1"]


def test_a_raised_number_follows_its_word(read_files: ReadFiles) -> None:
    raised = style('<text variable="citation-number"/>', layout='vertical-align="sup"')
    text = "# A\n\nOne [@tide]. Two.\n"
    book = read_files({**FILES, "own.csl": raised, "a.md": text, "b.md": "# B\n\nMore.\n"})
    assert "".join(book.sections[0].body.itertext()).strip() == "One1. Two."
    assert next(book.sections[0].body.iter(f"{X}sup")).text == "1"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<text variable="title" display="indent"/>', 'display="indent"'),
        ("<institution/>", "<institution>"),
        (
            '<choose><if jurisdiction="us"><text value="x"/></if></choose>',
            "the condition `jurisdiction`",
        ),
    ],
)
def test_features_that_are_not_supported_are_named(body: str, expected: str) -> None:
    assert [each.name for each in unsupported_features(parse_style(style(body)))] == [expected]


def test_substitution_rules_and_citations_in_running_text_are_named() -> None:
    more = (
        '<intext><layout/></intext><bibliography subsequent-author-substitute="—"'
        ' subsequent-author-substitute-rule="partial-each"><layout/></bibliography></style>'
    )
    text = style('<text variable="title"/>').replace("</style>", more)
    assert [each.name for each in unsupported_features(parse_style(text))] == [
        "<intext>",
        'subsequent-author-substitute-rule="partial-each"',
    ]
