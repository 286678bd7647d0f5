"""The pages of a catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publish.model.licence import licence_address, licence_name
from publish.model.relators import RELATORS
from publish.model.script import direction
from publish.releases.catalogue.addresses import here, in_release
from publish.releases.catalogue.books import CataloguedBook
from publish.releases.catalogue.citation import citation
from publish.releases.catalogue.claims import sentences, standards, summary
from publish.releases.catalogue.facets import Facet, written_language
from publish.releases.catalogue.json_ld import json_ld
from publish.releases.catalogue.paging import Page
from publish.releases.catalogue.reading import FoundRelease
from publish.releases.catalogue.record import Edition, Record
from publish.releases.catalogue.wording import Wording
from publish.render.templates import TemplateFolder

SUFFIX = ".html"
_TERMS = {code: term for term, code in RELATORS.items()}
_RECORDS = {
    "citation.bib": "BibTeX", "citation.ris": "RIS", "citation.json": "CSL-JSON",
    "marc.xml": "MARCXML", "onix-3.1.xml": "ONIX 3.1", "onix-3.0.xml": "ONIX 3.0",
    "crossref.xml": "Crossref", "datacite.xml": "DataCite", "book.jsonld": "JSON-LD",
}  # fmt: skip

Stems = Mapping[tuple[str, str], Facet]


def edition_labels(editions: Sequence[Edition], words: Mapping[str, Any]) -> dict[str, str]:
    """What a reader calls each edition, by its name: "EPUB", "PDF (large-print)", "Paperback"."""
    kinds = {each.name: edition_kind(each, words) for each in editions}
    alone = {kind for kind, times in Counter(kinds.values()).items() if times == 1}
    is_plain = {
        each.name: kinds[each.name] in alone if each.file.files else each.name == each.format
        for each in editions
    }
    return {name: kind if is_plain[name] else f"{kind} ({name})" for name, kind in kinds.items()}


def edition_kind(edition: Edition, words: Mapping[str, Any]) -> str:
    """How a reader gets an edition: as a file of a format, on a site, or on paper."""
    if edition.is_printed:
        is_hard = edition.binding in ("case", "jacket")
        return str(words["hardback" if is_hard else "paperback"])
    return str(words["read"]) if edition.is_site else edition.format.upper()


class Pages:
    """Writes pages; the entry of a book is written once for all lists."""

    def __init__(self, templates: TemplateFolder, wording: Wording, facets: Stems) -> None:
        self._templates, self._wording, self._facets = templates, wording, facets
        self._cards: dict[str, str] = {}

    def books(
        self,
        page: Page[CataloguedBook],
        heading: str,
        language: str = "",
        groups: Sequence[tuple[str, Sequence[Facet]]] = (),
    ) -> str:
        """A page of a list of books; `groups` are facets to browse by."""
        return self._templates.render(
            "list.html.j2", name=page.name(SUFFIX), heading=heading, heading_language=language,
            page=page, neighbours=_neighbours(page), cards=list(map(self._card, page.items)),
            groups=groups,
        )  # fmt: skip

    def values(self, page: Page[Facet], heading: str) -> str:
        """A page of a list of languages, subjects or contributors."""
        return self._templates.render(
            "values.html.j2", name=page.name(SUFFIX), heading=heading, page=page,
            neighbours=_neighbours(page),
        )  # fmt: skip

    def search(self, buckets: int, chunk: int) -> str:
        """The page of the search."""
        heading = self._wording.words["search"]
        return self._templates.render(
            "search.html.j2", name="search.html", heading=heading, buckets=buckets, chunk=chunk
        )

    def book(self, book: CataloguedBook) -> str:
        """The page of a book with its releases."""
        record = book.record
        releases = [self._release(book, each) for each in book.releases]
        records = [(name, _RECORDS[name]) for name in _RECORDS if record.file(name)]
        return self._templates.render(
            "book.html.j2", name=f"books/{book.name}.html", heading=record.title, record=record,
            release=releases[0], releases=releases, cover=book.cover, json_ld=json_ld(book),
            people=list(self._people(record)), paragraphs=record.description.split("\n\n"),
            details=self._details(record), language=self._language(record),
            subjects=[self._facets["subjects", each] for each in dict.fromkeys(record.subjects)],
            licence=licence_address(record.licence), licence_name=licence_name(record.licence),
            claims=list(self._claims(record)), citation=citation(record), records=records,
        )  # fmt: skip

    def result(self, book: CataloguedBook) -> list[str]:
        """What a result of the search shows."""
        record = book.record
        names = ", ".join(person.name for person in book.authors)
        facts = ", ".join(
            filter(None, (record.date and record.date[:4], self._language(record).label))
        )
        title = ": ".join(filter(None, (record.title, record.subtitle)))
        page = here(f"books/{book.name}.html").removeprefix(here(""))
        return [title, page, record.language, direction(record.language), names, facts]

    def _card(self, book: CataloguedBook) -> str:
        if book.name not in self._cards:
            words = self._wording.words
            formats = dict.fromkeys(edition_kind(each, words) for each in book.record.editions)
            self._cards[book.name] = self._templates.render(
                "card.html.j2", book=book, record=book.record, formats=list(formats),
                page=here(f"books/{book.name}.html"), language=self._language(book.record).label,
                release=in_release(book.name, book.latest.version),
            )  # fmt: skip
        return self._cards[book.name]

    def _language(self, record: Record) -> Facet:
        return self._facets["languages", written_language(record.language)]

    def _release(self, book: CataloguedBook, release: FoundRelease) -> dict[str, Any]:
        record = release.record
        words = self._wording.words
        notes = [
            (name, words[word])
            for name, word in (("RELEASE-NOTES.md", "notes"), ("changes.html", "changes"))
            if record.file(name)
        ]
        signed = [("SHA256SUMS.minisig", words["signature"])] if record.file("minisign.pub") else []
        return {
            "version": record.version,
            "modified": record.modified,
            "url": record.url,
            "address": in_release(book.name, release.version),
            "notes": [*notes, ("SHA256SUMS", words["checksums"]), *signed],
            "editions": record.editions,
            "labels": edition_labels(record.editions, words),
        }

    def _people(self, record: Record) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
        """The words before and after the names in each role, and the names with their pages."""
        roles: dict[str, list[tuple[str, str]]] = {}
        for each in record.contributors:
            facet = self._facets["contributors", each.name]
            roles.setdefault(each.role, []).append((facet.stem, each.name))
        credits_ = self._wording.book.credits
        for role, names in roles.items():
            other = "{}" if role == "aut" else f"{{}} ({_TERMS.get(role, role)})"
            before, _, after = credits_.get(role, other).partition("{}")
            yield (before, after), names

    def _details(self, record: Record) -> list[tuple[str, str, str]]:
        words, shared = self._wording.words, self._wording.book
        known = record.identifier
        return [
            (words["published"], self._wording.date(record.date) if record.date else "", ""),
            (shared.publisher, ", ".join(filter(None, (record.publisher, record.place))), ""),
            ("DOI", record.doi, f"https://doi.org/{record.doi}"),
            ("ISBN", record.isbn, ""),
            (words["identifier"], "" if known.startswith("urn:isbn:") else known, ""),
        ]

    def _claims(self, record: Record) -> Iterator[tuple[str, list[str], list[str], str]]:
        words = self._wording.sentences
        labels = edition_labels(record.editions, self._wording.words)
        for edition in record.editions:
            said = [words[name] for name in sentences(edition) if name in words]
            if said or standards(edition) or summary(edition):
                yield labels[edition.name], standards(edition), said, summary(edition)


def _neighbours(page: Page[Any]) -> list[tuple[str, str]]:
    order = ("first", "previous", "next", "last")
    return [
        (rel, here(page.name(SUFFIX, page.neighbours[rel])))
        for rel in order
        if rel in page.neighbours and page.neighbours[rel] != page.number
    ]
