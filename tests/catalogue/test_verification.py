"""A finished catalogue in which one thing is wrong: verification reports it, at its file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.api import releases
from publish.context import Context

TIDES = "books/tides.html"
# A mutant: the file, what it says, what it is made to say, and what is reported of it.
MUTANTS = {
    "title on the page": (TIDES, "<h1>The Tides", "<h1>The Tide", "page: tides: title"),
    "subtitle": (TIDES, 'subtitle">A Study in Salt', 'subtitle">A Story', "tides: subtitle"),
    "language of a page": (TIDES, '<header lang="en"', '<header lang="de"', "tides: language"),
    "name on the page": (TIDES, "<bdi>Cy Rowan", "<bdi>Cy Bowan", "page: tides: names"),
    "description": (TIDES, 'ltr">A book', 'ltr">No book', "page: tides: description"),
    "hash on the page": (TIDES, r"<code>[0-9a-f]{4}", "<code>0000", "page: tides: hashes"),
    "download": (TIDES, r"tides-1\.10-epub", "tides-1.10-pdf", "tides"),
    "an older file": (TIDES, r"tides/1\.9/tides-1\.9-pdf", "tides/1.9/lost", "leads to"),
    "an older version": (TIDES, r"<h3>Version 1\.9", "<h3>Version 1.8", "tides: versions"),
    "data of a page": (TIDES, r'"name":"The Tides', '"name":"The Tide', "JSON-LD: tides: title"),
    "version in the data": (TIDES, r'"version":"1\.10"', '"version":"1.9"', "tides: version"),
    "size in the data": (TIDES, r'"contentSize":"', '"contentSize":"1', "JSON-LD: tides: sizes"),
    "a link": (TIDES, r"contributors/cy-rowan\.html", "contributors/cy.html", "leads to"),
    "a style sheet": ("subjects.html", "catalogue.css", "other.css", "leads to"),
    "a page of the search": ("search.html", "catalogue.js", "other.js", "leads to"),
    "title in OPDS 2.0": ("opds.json", "The Tides of", "The Tide of", "OPDS 2.0: tides: title"),
    "identifier in OPDS 2.0": ("opds.json", '"identifier":"urn:isbn', '"identifier":"urn:x',
                               "identifier"),
    "identifier in OPDS 1.2": ("opds/books.xml", "<entry>\n(.*)\n<id>urn", r"<entry>\n\1\n<id>x",
                               "identifier"),
    "role in OPDS 2.0": ("opds.json", '"author":', '"editor":', "authors"),
    "date in OPDS 2.0": ("opds.json", '"published":"2026', '"published":"2025', "date"),
    "series": ("opds.json", "Northern Shores", "Southern Shores", "tides: series"),
    "hash in OPDS 2.0": ("opds.json", r'"sha256":"....', '"sha256":"0000', "hashes"),
    "size in OPDS 2.0": ("opds.json", '"size":', '"size":1', "sizes"),
    "price in OPDS 2.0": ("opds.json", r"9\.99", "8.99", "priced: prices"),
    "currency": ("opds/books.xml", 'code="EUR"', 'code="USD"', "priced: prices"),
    "a file given away": ("opds.json", "acquisition/buy", "acquisition/sample", "priced: prices"),
    "a site on the page": ("books/priced.html", r'load" href="(\S*)-web/', r'load" href="\1-epub/',
                           "page: priced: read online"),
    "a site in OPDS 2.0": ("opds.json", r"priced-1\.0-web/", "priced-1.0-epub/", "read online"),
    "a site in OPDS 1.2": ("opds/books.xml", r"priced-1\.0-web/", "priced-1.0-epub/",
                           "read online"),
    "a site in the data": ("books/priced.html", r'"url":"(\S*?)-web/index', r'"url":"\1-x/index',
                           "JSON-LD: priced: read online"),
    "subject in OPDS 2.0": ("opds.json", r'"Coasts – History"\]', '"Coasts"]', "tides: subjects"),
    "publisher": ("opds/books.xml", "publisher>Salt Press", "publisher>Salt", "publisher"),
    "title in OPDS 1.2": ("opds/books.xml", "The Tides of", "The Tide of", "tides: full title"),
    "size in OPDS 1.2": ("opds/books.xml", 'length="', 'length="1', "sizes"),
    "type in OPDS 1.2": ("opds/books.xml", 'type="application/pdf"', 'type="text/plain"', "sizes"),
    "moment": ("opds/books.xml", "updated>2026-11-22T00:00:00Z</updated>\n<author><name>Ada",
               "updated>2026-11-23T00:00:00Z</updated>\n<author><name>Ada", "modified"),
    "a broken feed": ("opds/books.xml", "</feed>", "", "the file cannot be read"),
    "a broken root": ("opds.json", r"^\{", "[", "the file cannot be read"),
    "a release": ("releases.atom", r"#1\.9<", "#1.8<", "Atom: tides: version"),
    "next page": ("opds.json", '"rel":"next"', '"rel":"up"', "not in the list"),
    "next page in HTML": ("index.html", 'rel="next"', 'rel="up"', "not in the list"),
    "a book twice": ("index.html", r"books/tides\.html", "books/priced.html", "twice in the list"),
    "a book of a person": ("contributors/cy-rowan.html", "books/tides.html", "books/priced.html",
                           "contributors: Cy Rowan: books"),
    "a book of a subject": ("opds/subjects/volumes.xml", "books/volume-52.html",
                            "books/volume-51.html", "subjects: Volumes: books"),
    "a lost person": ("opds/contributors.json", '"title":"Cy Rowan"', '"title":"Cy Rowen"',
                      "contributors: Cy Rowan: books"),
    "a language": ("opds/languages/ar.json", "books/arabic.html", "books/tides.html", "languages"),
    "a result": ("search/books-0.js", "The Tides of", "The Tide of", "search: tides: title"),
    "a word": ("search/words-0.js", '"lisse":"', '"lisse":"1', "search: tides: title"),
}  # fmt: skip


def reported(dist: Path) -> Iterator[str]:
    return map(str, releases.check_catalogue(dist, context=Context()))


def test_a_right_catalogue_is_right(shelf: Path) -> None:
    assert list(reported(shelf)) == []


@pytest.fixture(scope="module")
def mutated(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which one file after the other is changed and restored."""
    return Path(shutil.copytree(shelf, tmp_path_factory.mktemp("mutants") / "dist"))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "right", "wrong", "message"), MUTANTS.values(), ids=MUTANTS)
def test_a_mutant_is_reported(
    name: str, right: str, wrong: str, message: str, mutated: Path
) -> None:
    path = mutated / "catalogue" / name
    text = path.read_text("utf-8")
    changed = re.sub(right, wrong, text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    found = list(reported(mutated))
    path.write_text(text, encoding="utf-8")
    assert any(message in each for each in found), found
    place = path if path.parent.name != "search" else mutated / "catalogue/search.html"
    assert any(str(place) in each for each in found), found


def test_a_lost_file_and_a_new_release_are_reported(copied: Path) -> None:
    (copied / "catalogue/books/tides.html").unlink()
    (copied / "catalogue/releases_2.atom").unlink()
    shutil.rmtree(copied / "volume-03")
    found = "\n".join(reported(copied))
    assert "books/tides.html: error VER-014" in found
    assert "releases.atom: error VER-014" in found
    assert "no such release" in found
