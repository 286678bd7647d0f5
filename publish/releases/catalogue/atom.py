"""OPDS 1.2, and the feed of all releases: Atom (RFC 4287), in pages (RFC 5005)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from publish.releases.catalogue.addresses import Addresses, here, in_release
from publish.releases.catalogue.books import CataloguedBook
from publish.releases.catalogue.facets import Facet
from publish.releases.catalogue.opds2 import identifier
from publish.releases.catalogue.paging import Page, page_name
from publish.releases.catalogue.reading import FoundRelease
from publish.render.templates import TemplateFolder

SUFFIX = ".xml"
_OPDS = "application/atom+xml;profile=opds-catalog;kind="
NAVIGATION, ACQUISITION = f"{_OPDS}navigation", f"{_OPDS}acquisition"


class Feeds:
    """Writes feeds; the entry of a book is written once for all of them."""

    def __init__(self, templates: TemplateFolder, title: str, addresses: Addresses) -> None:
        self._templates, self._title, self._addresses = templates, title, addresses
        self._entries: dict[str, str] = {}

    def books(
        self,
        page: Page[CataloguedBook],
        title: str,
        modified: str,
        facets: Sequence[Mapping[str, Any]] = (),
    ) -> str:
        """A page of a list of books."""
        entries = [self._entry(book) for book in page.items]
        return self._feed(page, title, modified, ACQUISITION, entries, facets)

    def values(self, page: Page[Facet], title: str, modified: str) -> str:
        """A page of links to the feeds of a facet."""
        entries = [
            self.link(each.label, each.stem, ACQUISITION, modified, str(len(each.books)))
            for each in page.items
        ]
        return self._feed(page, title, modified, NAVIGATION, entries)

    def start(self, page: Page[str], modified: str) -> str:
        """The feed that leads to all others, whose entries are written."""
        return self._feed(page, self._title, modified, NAVIGATION, page.items)

    def link(self, title: str, stem: str, type_: str, modified: str, text: str) -> str:
        """The entry that leads to the feed `stem`."""
        name = page_name(f"opds/{stem}", SUFFIX)
        return self._templates.render(
            "opds-link.xml.j2", title=title, id=self._id(name), modified=modified, text=text,
            type=type_, address=here(name),
        )  # fmt: skip

    def releases(self, page: Page[tuple[CataloguedBook, FoundRelease]], title: str) -> str:
        """A page of the feed of all releases."""
        rows = [
            {
                "record": release.record,
                "id": f"{identifier(release.record)}#{release.version}",
                "page": here(f"books/{book.name}.html"),
                "address": in_release(book.name, release.version),
            }
            for book, release in page.items
        ]
        modified = max(release.record.modified for _, release in page.items)
        links = _links(page, ".atom")
        return self._templates.render(
            "releases.atom.j2", id=self._id("releases.atom"), title=title, author=self._title,
            modified=modified, home=here("index.html"), links=links, releases=rows,
        )  # fmt: skip

    def _entry(self, book: CataloguedBook) -> str:
        if book.name not in self._entries:
            self._entries[book.name] = self._templates.render(
                "opds-book.xml.j2", record=book.record, id=identifier(book.record),
                page=here(f"books/{book.name}.html"), cover=book.cover,
                small_cover=book.small_cover,
                release=in_release(book.name, book.latest.version),
            )  # fmt: skip
        return self._entries[book.name]

    def _feed(
        self,
        page: Page[Any],
        title: str,
        modified: str,
        type_: str,
        entries: Sequence[str],
        facets: Sequence[Mapping[str, Any]] = (),
    ) -> str:
        return self._templates.render(
            "opds.xml.j2", id=self._id(page_name(page.stem, SUFFIX)), title=title,
            author=self._title, modified=modified, start=here("opds.xml"), type=type_,
            links=_links(page, SUFFIX), facets=facets, entries=entries,
        )  # fmt: skip

    def _id(self, name: str) -> str:
        """The address of a feed; where the catalogue has none, a URN that is always the same."""
        if self._addresses.base:
            return self._addresses.base + name
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self._title}\x1f{name}").urn


def _links(page: Page[Any], suffix: str) -> list[tuple[str, str]]:
    numbers = {"self": page.number, **page.neighbours}
    return [(rel, here(page.name(suffix, number))) for rel, number in numbers.items()]


def facet_rows(
    facets: Mapping[str, Sequence[Facet]], labels: Mapping[str, str], most: int
) -> list[dict[str, Any]]:
    """The facets of a list, of each kind the `most` with the most books."""
    return [
        {
            "address": here(page_name(f"opds/{each.stem}", SUFFIX)),
            "title": each.label,
            "group": labels[kind],
            "count": len(each.books),
        }
        for kind, every in facets.items()
        for each in sorted(every, key=lambda facet: -len(facet.books))[:most]
    ]
