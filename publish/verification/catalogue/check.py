"""A finished catalogue against the records of the releases: every surface, and every link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from publish.diagnostics import Diagnostic
from publish.verification.catalogue import opds, pages, search
from publish.verification.catalogue.facets import KINDS, check_facets
from publish.verification.catalogue.links import Links
from publish.verification.catalogue.records import Book, Facts, read_books
from publish.verification.catalogue.walking import (
    HTML,
    OPDS_1,
    OPDS_2,
    RELEASES,
    Form,
    Walk,
    dead_link,
    of_book,
)
from publish.verification.difference import Code, Difference, quoted, unreadable

_DAMAGED = (
    OSError, json.JSONDecodeError, etree.LxmlError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, AssertionError, StopIteration, RuntimeError,
)  # fmt: skip


def check_catalogue(dist: Path, out: Path, shown: Path) -> Iterator[Diagnostic]:
    """What a catalogue in `out` says differently from the releases, each at its file in `shown`."""
    try:
        books = read_books(dist)
        base = opds.read_feed(out / "opds.json")["links"][0]["href"]
    except _DAMAGED as error:
        yield unreadable("catalogue", str(error)).diagnostic(str(shown / "opds.json"))
        return
    address = base.removesuffix("opds.json") if "://" in base else ""
    for name, difference in _Check(out, books, Links(out, address)).differences():
        yield difference.diagnostic(str(shown / name))


class _Check:
    """The differences in each file, by its name."""

    def __init__(self, out: Path, books: Mapping[str, Book], links: Links) -> None:
        self._out, self._books, self._links = out, books, links
        self._pages = {f"books/{name}.html": book for name, book in books.items()}

    def differences(self) -> Iterator[tuple[str, Difference]]:
        for surface, start, form in (
            ("pages", "index.html", HTML),
            ("OPDS 2.0", "opds.json", OPDS_2),
            ("OPDS 1.2", "opds/books.xml", OPDS_1),
        ):
            yield from self._guarded(start, self._whole_list(surface, start, form))
        yield from self._guarded("releases.atom", self._releases())
        for name in self._pages:
            yield from self._guarded(name, self._page(name))
        for kind in KINDS:
            found = check_facets(kind, self._out, self._pages, self._links)
            yield from self._guarded(f"opds/{kind}.json", found)
        yield from self._guarded("search.html", self._search())

    def _guarded(
        self, name: str, found: Iterator[tuple[str, Difference]]
    ) -> Iterator[tuple[str, Difference]]:
        try:
            yield from found
        except _DAMAGED as error:
            yield name, unreadable("catalogue", f"{type(error).__name__}: {error}")

    def _whole_list(self, surface: str, start: str, form: Form) -> Iterator[tuple[str, Difference]]:
        """Every book once, with its facts, the one that changed last first."""
        walk = Walk(self._out, self._links, form)
        shown: list[str] = []
        for name, page, facts in walk.books(start):
            if page not in self._pages:
                yield name, of_book(Code.EXTRA, surface, page, "no such release", "nothing", page)
                continue
            shown.append(page)
            yield from ((name, each) for each in self._compared(surface, page, facts))
        yield from walk.dead
        yield from ((start, each) for each in self._complete(surface, shown))

    def _complete(self, surface: str, shown: list[str]) -> Iterator[Difference]:
        for page in self._pages.keys() - set(shown):
            yield of_book(Code.MISSING, surface, page, "not in the list", page, "nothing")
        dates = [self._pages[page].facts["modified"] for page in shown]
        if dates != sorted(dates, reverse=True):
            yield of_book(Code.ORDER, surface, "all books", "order", "newest first", "another")
        if len(set(shown)) != len(shown):
            yield of_book(Code.EXTRA, surface, "all books", "twice in the list", "once", "twice")

    def _compared(self, surface: str, page: str, facts: Facts) -> Iterator[Difference]:
        right = self._pages[page].facts
        for fact, value in facts.items():
            if value != right.get(fact, value):
                yield of_book(Code.FACT, surface, page, fact, quoted(right[fact]), quoted(value))

    def _page(self, name: str) -> Iterator[tuple[str, Difference]]:
        page = pages.read_page(self._out / name)
        facts, versions = pages.book_of(page)
        found = [*self._compared("page", name, facts)]
        found += self._compared("JSON-LD", name, pages.data_of(page))
        expected = self._pages[name].versions
        if len(versions) != len(expected) or not all(map(str.endswith, versions, expected)):
            shown = quoted(", ".join(expected)), quoted(", ".join(versions))
            found.append(of_book(Code.FACT, "page", name, "versions", *shown))
        found += map(dead_link, self._links.dead(pages.links_of(page), name))
        yield from ((name, each) for each in found)

    def _releases(self) -> Iterator[tuple[str, Difference]]:
        """Every version of every book once."""
        walk = Walk(self._out, self._links, RELEASES)
        shown = [(page, facts["version"]) for _, page, facts in walk.books("releases.atom")]
        yield from walk.dead
        every = {(page, version) for page, book in self._pages.items() for version in book.versions}
        for page, version in sorted(every ^ set(shown)):
            code = Code.MISSING if (page, version) in every else Code.EXTRA
            yield "releases.atom", of_book(code, "Atom", page, "version", version, "another list")

    def _search(self) -> Iterator[tuple[str, Difference]]:
        """Every book is among the results of each word of its title."""
        rows = search.read_rows(self._out / "search")
        titles = {page: book.facts["title"] for page, book in self._pages.items()}
        words = {page: search.plain_words(title) for page, title in titles.items()}
        index = search.read_index(
            self._out / "search", {w for each in words.values() for w in each}
        )
        numbers = {
            self._links.target(row[1], "search.html"): number for number, row in enumerate(rows)
        }
        for page, book in self._pages.items():
            number = numbers.get(page, -1)
            lost = [word for word in words[page] if number not in index.get(word, ())]
            if number < 0 or rows[number][0] != book.facts["full title"] or lost:
                found = quoted(rows[number][0] if number >= 0 else None)
                shown = quoted(book.facts["full title"])
                yield "search.html", of_book(Code.FACT, "search", page, "title", shown, found)
        shell = pages.read_page(self._out / "search.html")
        for link in self._links.dead(pages.links_of(shell), "search.html"):
            yield "search.html", dead_link(link)
