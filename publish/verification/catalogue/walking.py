"""The lists of a catalogue in each of its forms, read page after page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from publish.verification.catalogue import atom, opds, pages
from publish.verification.catalogue.links import Links
from publish.verification.catalogue.records import Facts
from publish.verification.difference import Code, Difference


class Form(msgspec.Struct, frozen=True):
    """How a file is read, the books in it with their facts, its links, and the next page."""

    read: Callable[[Path], Any]
    books_of: Callable[[Any], Iterable[tuple[str, Facts]]]
    links_of: Callable[[Any], Iterable[str]]
    next_of: Callable[[Any], str | None]


def _without_facts(
    pages_of: Callable[[Any], Iterable[str]],
) -> Callable[[Any], Iterator[tuple[str, Facts]]]:
    """What finds the books in a file, and passes over what it says of them."""
    return lambda content: ((address, {}) for address in pages_of(content))


def _next_page(page: Any) -> str | None:
    link = page.find(".//head/link[@rel='next']")
    return None if link is None else str(link.get("href"))


def _releases_of(feed: etree._Element) -> Iterator[tuple[str, Facts]]:
    return ((page, {"version": version}) for page, version in atom.releases_of(feed))


OPDS_2 = Form(opds.read_feed, opds.books_of, opds.links_of, opds.next_of)
OPDS_1 = Form(atom.read_feed, atom.books_of, atom.links_of, atom.next_of)
RELEASES = Form(atom.read_feed, _releases_of, atom.links_of, atom.next_of)
HTML = Form(pages.read_page, _without_facts(pages.books_of), pages.links_of, _next_page)
LISTS = {
    ".json": Form(opds.read_feed, _without_facts(opds.pages_of), opds.links_of, opds.next_of),
    ".xml": Form(atom.read_feed, _without_facts(atom.pages_of), atom.links_of, atom.next_of),
    ".html": HTML,
}


class Walk:
    """The books of a list, and in `dead` the links of its files that lead nowhere."""

    def __init__(self, out: Path, links: Links, form: Form) -> None:
        self._out, self._links, self._form = out, links, form
        self.dead: list[tuple[str, Difference]] = []

    def books(self, start: str) -> Iterator[tuple[str, str, Facts]]:
        """Each file from `start` on, with the page of each book in it and its facts."""
        name: str | None = start
        seen = set[str]()
        while name is not None and name not in seen:
            seen.add(name)
            content = self._form.read(self._out / name)
            links = self._links.dead(self._form.links_of(content), name)
            self.dead += [(name, dead_link(link)) for link in links]
            for address, facts in self._form.books_of(content):
                yield name, self._links.target(address, name) or address, facts
            following = self._form.next_of(content)
            name = None if following is None else self._links.target(following, name)

    def dead_in(self, start: str) -> list[tuple[str, Difference]]:
        """The links of a list without books that lead nowhere."""
        list(self.books(start))
        return self.dead


def dead_link(address: str) -> Difference:
    """An address that leads to no file."""
    return Difference(Code.TARGET, "links", address, "leads to", "a file", "nothing")


def of_book(code: Code, surface: str, page: str, aspect: str, right: str, found: str) -> Difference:
    """A difference in what a surface says of a book."""
    name = page.removeprefix("books/").removesuffix(".html")
    return Difference(code, surface, name, aspect, right, found)
