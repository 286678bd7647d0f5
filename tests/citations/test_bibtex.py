"""BibTeX and BibLaTeX entries as references."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.model.reference import ET_AL, Date, Name, Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.bibtex import read_bibtex
from publish.sources.references.latex import plain_text, verbatim_text

NOCASE = '<span class="nocase">{}</span>'


def read(text: str) -> list[Reference]:
    context = ReadingContext(Path("book"), "en", Report())
    references = list(read_bibtex(text, "works.bib", context))
    assert [str(d) for d in context.report] == []
    return references


def test_every_entry_knows_its_line() -> None:
    works = read("% first\n@book{a, title={A}}\n\n@book{b,\n  title={B}}\n")
    assert [(each.key, each.location.line) for each in works] == [("a", 2), ("b", 4)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Marten, Anna Luise", Name(family="Marten", given="Anna Luise")),
        ("Anna Luise Marten", Name(family="Marten", given="Anna Luise")),
        ("de la Cruz, Jos{\\'e}", Name(family="Cruz", given="José", non_dropping="de la")),
        ("Ludwig van Loon", Name(family="Loon", given="Ludwig", non_dropping="van")),
        ("Doyle, Jr., Peter", Name(family="Doyle", given="Peter", suffix="Jr.")),
        ("{Office for Rivers and Lakes}", Name(literal="Office for Rivers and Lakes")),
        ("others", ET_AL),
        ("林, 文海", Name(family="林", given="文海")),
    ],
)
def test_names(written: str, name: Name) -> None:
    (work,) = read(f"@book{{a, author = {{First, Ann and {written}}}}}")
    assert work.names["author"] == (Name(family="First", given="Ann"), name)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2014", Date(((2014,),))),
        ("year = 2014, month = mar", Date(((2014, 3),))),
        ("year = {2014}, month = {March}", Date(((2014, 3),))),
        ("date = {2014-03-09}", Date(((2014, 3, 9),))),
        ("date = {2014-03/2015}", Date(((2014, 3), (2015,)))),
        ("date = {1850~}", Date(((1850,),), circa=True)),
        ("date = {2014-21}", Date(((2014,),), season=1)),
        ("year = {in press}", Date(literal="in press")),
    ],
)
def test_dates(fields: str, date: Date) -> None:
    (work,) = read(f"@book{{a, {fields}}}")
    assert work.dates == {"issued": date}


def test_a_chapter_inherits_from_its_book() -> None:
    chapter, _ = read(
        "@incollection{c, title={Bread}, crossref={t}, pages={3--5}}\n"
        "@collection{t, title={Tables}, subtitle={Of the north}, editor={Nagy, Ida}, year=2008}\n"
    )
    assert chapter.type == "chapter"
    assert chapter.texts["title"] == "Bread"
    assert chapter.texts["container-title"] == "Tables: Of the north"
    assert chapter.texts["page"] == "3-5"
    assert chapter.names["editor"] == (Name(family="Nagy", given="Ida"),)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"Jos{\'e} \& S{\o}n", "José & Søn"),
        ("The {Slow} city", f"The {NOCASE.format('Slow')} city"),
        (r"On \emph{x} and \textsuperscript{2}", "On <i>x</i> and <sup>2</sup>"),
        (r"The {\TeX}book, \LaTeX{} and \TeX\ too", "The TeXbook, LaTeX and TeX too"),
        ("Salt & water", "Salt & water"),
        ("``Quoted'' -- so", "“Quoted” – so"),
        ("a <script> & b", "a <script> & b"),
    ],
)
def test_latex_as_text(written: str, text: str) -> None:
    assert plain_text(written) == text


def test_addresses_are_unchanged() -> None:
    assert verbatim_text(r"\url{https://example.org/a\_b?x=1&y=~z}") == (
        "https://example.org/a_b?x=1&y=~z"
    )
