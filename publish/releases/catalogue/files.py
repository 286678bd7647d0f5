"""All files of a catalogue, one after another: pages, feeds, the index of the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from publish.releases.catalogue import atom, opds2
from publish.releases.catalogue.addresses import Addresses, here
from publish.releases.catalogue.books import CataloguedBook
from publish.releases.catalogue.facets import Facet, facets
from publish.releases.catalogue.html import Pages
from publish.releases.catalogue.paging import LONG_PAGE, PAGE, Page, page_name, pages
from publish.releases.catalogue.search import CHUNK, book_chunks, word_shards
from publish.releases.catalogue.wording import Wording, in_language
from publish.render.templates import TemplateFolder

MARK = "catalogue.css"  # a file by which a folder is known to be a catalogue
_FACETS_SHOWN = 10


class Settings(msgspec.Struct, frozen=True):
    """What a catalogue is made with: `templates` is a folder of the user's own."""

    addresses: Addresses
    title: str = ""
    language: str = "en"
    templates: Path | None = None


class Catalogue:
    """A catalogue of books, the last changed first."""

    def __init__(self, books: Sequence[CataloguedBook], settings: Settings) -> None:
        places = (None, settings.templates)
        words = [TemplateFolder("catalogue", each).text("words.toml") for each in places]
        self._wording = Wording(settings.language, *words)
        self._words = self._wording.words
        self._books, self._addresses = books, settings.addresses
        self._title = settings.title or self._words["catalogue"]
        self._facets = facets(books, self._wording.language)
        self._templates = TemplateFolder("catalogue", settings.templates, *self._context())
        every = {(each.kind, each.value): each for group in self._facets.values() for each in group}
        self._pages = Pages(self._templates, self._wording, every)
        self._atom = atom.Feeds(self._templates, self._title, self._addresses)
        self._opds = opds2.Feeds()
        self._modified = _modified(books)

    def _context(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The filters of the templates, and what all of them see."""
        kinds = [kind for kind, group in self._facets.items() if group]
        menu = [("index.html", self._words["books"])]
        menu += [(f"{kind}.html", self._words[kind]) for kind in kinds]
        filters = {"in_language": in_language, "money": self._wording.price}
        return filters, {
            "ui": self._wording, "say": self._words, "catalogue": self._title,
            "language": self._wording.language, "here": here(""), "menu": menu,
            "labels": {kind: self._words[kind] for kind in kinds},
            "base": self._addresses.base,
        }  # fmt: skip

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The name and the content of each file."""
        for name in ("catalogue.css", "catalogue.js"):
            yield name, self._templates.text(name).encode()
        yield from self._pages_of_books()
        yield from self._lists()
        yield from self._facet_lists()
        yield from self._starts()
        yield from self._releases()
        yield from self._search()

    def _page(self, name: str, text: str) -> tuple[str, bytes]:
        return name, self._addresses.relative(text, name).encode()

    def _feed(self, name: str, text: str) -> tuple[str, bytes]:
        return name, self._addresses.absolute(text, name).encode()

    def _pages_of_books(self) -> Iterator[tuple[str, bytes]]:
        for book in self._books:
            yield self._page(f"books/{book.name}.html", self._pages.book(book))

    def _lists(self) -> Iterator[tuple[str, bytes]]:
        """The list of all books, as pages and in both kinds of feeds."""
        words, labels = self._words, self._words
        groups = [(kind, _largest(every)) for kind, every in self._facets.items()]
        for page in pages("index", self._books):
            shown = groups if page.number == 1 else []
            yield self._page(page.name(".html"), self._pages.books(page, words["books"], "", shown))
        rows = atom.facet_rows(self._facets, labels, _FACETS_SHOWN)
        for page in pages("opds/books", self._books):
            text = self._atom.books(page, words["books"], self._modified, rows)
            yield self._feed(page.name(atom.SUFFIX), text)
        links = opds2.facet_groups(self._facets, labels, _FACETS_SHOWN)
        for page in pages("opds", self._books):
            text = self._opds.books(page, self._title, self._modified, links, self._navigation())
            yield self._feed(page.name(opds2.SUFFIX), text)

    def _navigation(self) -> list[dict[str, Any]]:
        return [
            {
                "href": here(page_name(f"opds/{kind}", opds2.SUFFIX)),
                "type": opds2.TYPE,
                "title": self._words[kind],
                "rel": "subsection",
            }
            for kind, every in self._facets.items()
            if every
        ]

    def _facet_lists(self) -> Iterator[tuple[str, bytes]]:
        for kind, every in self._facets.items():
            if not every:
                continue
            heading = self._words[kind]
            for page in pages(kind, every, LONG_PAGE):
                yield self._page(page.name(".html"), self._pages.values(page, heading))
            for page in pages(f"opds/{kind}", every, PAGE):
                text = self._atom.values(page, heading, self._modified)
                yield self._feed(page.name(atom.SUFFIX), text)
                text = self._opds.values(page, heading, self._modified)
                yield self._feed(page.name(opds2.SUFFIX), text)
            for facet in every:
                yield from self._facet(facet)

    def _facet(self, facet: Facet) -> Iterator[tuple[str, bytes]]:
        modified = _modified(facet.books)
        for page in pages(facet.stem, facet.books):
            text = self._pages.books(page, facet.label, facet.language)
            yield self._page(page.name(".html"), text)
        for page in pages(f"opds/{facet.stem}", facet.books):
            yield self._feed(page.name(atom.SUFFIX), self._atom.books(page, facet.label, modified))
            yield self._feed(
                page.name(opds2.SUFFIX), self._opds.books(page, facet.label, modified, [])
            )

    def _starts(self) -> Iterator[tuple[str, bytes]]:
        """The first feed of OPDS 1.2, which leads to the others."""
        places = [("books", atom.ACQUISITION, len(self._books))]
        places += [(kind, atom.NAVIGATION, len(every)) for kind, every in self._facets.items()]
        entries = [
            self._atom.link(self._words[stem], stem, type_, self._modified, str(number))
            for stem, type_, number in places
            if number
        ]
        page = Page("opds", 1, 1, len(entries), entries)
        yield self._feed("opds.xml", self._atom.start(page, self._modified))

    def _releases(self) -> Iterator[tuple[str, bytes]]:
        rows = [(book, release) for book in self._books for release in book.releases]
        rows.sort(key=lambda row: row[1].record.modified, reverse=True)
        for page in pages("releases", rows):
            text = self._atom.releases(page, f"{self._title}: {self._words['new_releases']}")
            yield self._feed(page.name(".atom"), text)

    def _search(self) -> Iterator[tuple[str, bytes]]:
        shards = word_shards(self._books)
        yield self._page("search.html", self._pages.search(len(shards), CHUNK))
        for number, text in enumerate(shards):
            yield f"search/words-{number}.js", text.encode()
        chunks = book_chunks([self._pages.result(book) for book in self._books])
        for number, text in enumerate(chunks):
            yield f"search/books-{number}.js", text.encode()


def _modified(books: Sequence[CataloguedBook]) -> str:
    """When the last of the books changed."""
    return max(book.record.modified for book in books)


def _largest(facets_: Sequence[Facet]) -> list[Facet]:
    """The facets with the most books, in their order."""
    largest = sorted(facets_, key=lambda facet: -len(facet.books))[:_FACETS_SHOWN]
    shown = {facet.value for facet in largest}
    return [facet for facet in facets_ if facet.value in shown]
