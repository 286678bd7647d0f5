"""Bibliographies and glossaries of chapters and parts, beside those of the book."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.markup import X
from publish.model.xhtml import text_of
from publish.pipeline import build
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import WriteBook
from tests.running import run_context

Read = Callable[[Mapping[str, str]], Book]

MANIFEST = """
[book]
title = "Lists"
language = "en"
date = 2026-01-01

[structure]
bodymatter = [
  { title = "Sea", role = "part", sections = ["one.md", "two.md", PART] },
  { title = "Land", role = "part", sections = ["three.md", { file = "words.md", ROLE }] },
]
backmatter = [{ file = "glossary.md", role = "glossary" }, BACK]

[bibliography]
files = ["works.bib"]
style = "ieee"
""".replace("ROLE", 'role = "glossary"')
BLOCK = "\n::: bibliography\n:::\n"
FILES = {
    "works.bib": "".join(
        f"@book{{{name}, author = {{{name.title()}, Ann}}, title = {{On {name}}}, year = 2001}}\n"
        for name in ("fern", "moss", "tree")
    ),
    "one.md": "# One\n\n[@fern; @moss]\n\nA [tide]{.term}, a [wave]{.term}.\n\n## References\n",
    "two.md": "# Two\n\n[@tree; @moss]\n",
    "three.md": "# Three\n\n[@moss]\n\nA [tide]{.term}, a [wave]{.term}, a [shore]{.term}.\n",
    "words.md": "wave\n: Of wheat.\n\nshore\n: The end.\n",
    "glossary.md": "tide\n: Up and down.\n\nwave\n: Of water.\n",
}


def _files(part: str = "", back: str = "", **texts: str) -> dict[str, str]:
    manifest = MANIFEST.replace(", PART", part and f", {part}").replace(
        ", BACK", back and f", {back}"
    )
    added = {f"{name}.md": FILES.get(f"{name}.md", "") + text for name, text in texts.items()}
    return FILES | {"book.toml": manifest} | added


def _lists(book: Book) -> dict[str, list[str]]:
    """The entries of each list, shortened to label and title, by section."""
    return {
        section.id: [_short(line) for line in entries]
        for section in book.walk()
        for entries in section.body.iter(f"{X}ul")
        if entries.get("class") == "references"
    }


def _short(line: etree._Element) -> str:
    text = text_of(line)
    return f"{text.split()[0]} {text.partition('On ')[2].split(',')[0].split('.')[0]}"


CHAPTERS = {"one": BLOCK, "two": BLOCK, "three": BLOCK}


def test_each_chapter_lists_its_works(read_files: Read) -> None:
    book = read_files(_files(**CHAPTERS))
    assert _lists(book) == {
        "references": ["[1] fern", "[2] moss"],
        "two": ["[1] tree", "[2] moss"],
        "three": ["[1] moss"],
    }
    links = [a for each in book.walk() for a in each.body.iter(f"{X}a")]
    references = [a.get("href") for a in links if a.get("role") == "doc-biblioref"]
    assert len(set(references)) == len(references) == 5


def test_a_list_of_the_book_has_the_works_of_all_chapters(read_files: Read) -> None:
    book = read_files(_files(back='{ role = "bibliography" }', two=BLOCK))
    assert _lists(book) == {
        "two": ["[2] moss", "[3] tree"],
        "bibliography": ["[1] fern", "[2] moss", "[3] tree"],
    }


def test_a_part_has_the_works_of_its_chapters(read_files: Read) -> None:
    book = read_files(_files('{ role = "bibliography" }', one="", three=BLOCK))
    assert _lists(book) == {
        "bibliography": ["[1] fern", "[2] moss", "[3] tree"],
        "three": ["[1] moss"],
    }


def test_one_block_lists_the_works_of_the_book(read_files: Read) -> None:
    book = read_files(_files(one=BLOCK))
    assert _lists(book) == {"references": ["[1] fern", "[2] moss", "[3] tree"]}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (_files(one=BLOCK, two=BLOCK), [("REF-024", "three.md:3")]),
        (_files(one=BLOCK + BLOCK, two=BLOCK, three=BLOCK), [("REF-025", "one.md:12")]),
        (_files(), [("REF-024", "book.toml:14")]),
    ],
)
def test_lists_that_lack_something(
    write_book: WriteBook, files: Mapping[str, str], found: list[tuple[str, str]]
) -> None:
    report = Report()
    folder = write_book(files)
    book = read_book(folder, run_context(report))
    assert book is not None
    settle(book, run_context(report))
    shown = [(each.code, str(each.location).replace(f"{folder}/", "")) for each in report.errors]
    assert [(code, place.removesuffix(":1")) for code, place in shown] == found


def test_terms_link_to_the_nearest_glossary(read_files: Read) -> None:
    book = read_files(_files(**CHAPTERS))
    terms = {
        each.id: [a.get("href") for a in each.body.iter(f"{X}a") if a.get("class") == "term"]
        for each in book.walk()
    }
    assert terms["one"] == ["#term-glossary-1", "#term-glossary-2"]
    assert terms["three"] == ["#term-glossary-1", "#term-words-1", "#term-words-2"]


@pytest.mark.slow
def test_both_products(write_book: WriteBook) -> None:
    report = Report()
    folder = write_book(_files(back='{ role = "bibliography" }', two=BLOCK, three=BLOCK))
    build(folder, [], folder / "out", run_context(report))
    assert [str(each) for each in report.errors] == []
