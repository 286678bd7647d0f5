"""OPDS 2.0: the catalogue for reading programs, in JSON (https://specs.opds.io/opds-2.0)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from publish.releases.catalogue.addresses import here, in_release
from publish.releases.catalogue.books import CataloguedBook, free_editions
from publish.releases.catalogue.claims import profiles, summary, values
from publish.releases.catalogue.facets import Facet
from publish.releases.catalogue.paging import Page, page_name
from publish.releases.catalogue.record import Contributor, Edition, File, Record

TYPE, SUFFIX = "application/opds+json", ".json"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_BUY = "http://opds-spec.org/acquisition/buy"
_ROLES = {
    "aut": "author", "trl": "translator", "edt": "editor", "art": "artist", "ill": "illustrator",
    "clr": "colorist", "nrt": "narrator",
}  # fmt: skip
# The features of schema.org that a publication manifest knows.
_FEATURES = frozenset(
    "alternativeText longDescription MathML latex describedMath tableOfContents index readingOrder "
    "structuralNavigation displayTransformability ARIA taggedPDF".split()
)
_URI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+""")  # RFC 3986
_NUMBERED = {"pageBreakMarkers": "printPageNumbers"}


def publication(book: CataloguedBook) -> dict[str, Any]:
    """A book, with its files in the newest version."""
    covers = {each.name: each for each in (book.small_cover, book.cover) if each}
    links = [*_acquisitions(book), _link(_page_of(book), "text/html", rel="alternate")]
    if book.record.file("book.jsonld"):
        address = in_release(book.name, book.latest.version, "book.jsonld")
        links.append(_link(address, "application/ld+json", rel="describedby"))
    return {
        "metadata": _metadata(book.record),
        "links": links,
        "images": [_image(book, each) for each in covers.values()],
    }


def _page_of(book: CataloguedBook) -> str:
    return here(f"books/{book.name}.html")


def _link(href: str, media_type: str, **more: Any) -> dict[str, Any]:
    return {"href": href, "type": media_type, **more}


def _image(book: CataloguedBook, file: File) -> dict[str, Any]:
    return _link(in_release(book.name, book.latest.version, file.name), file.media_type)


def _metadata(record: Record) -> dict[str, Any]:
    editions = record.editions
    pages = next((edition.pages for edition in editions if edition.pages), None)
    return _present({
        "@type": "http://schema.org/Book",
        "title": record.title,
        "subtitle": record.subtitle,
        "identifier": identifier(record),
        "language": record.language,
        "modified": record.modified,
        "published": record.date,
        "publisher": record.publisher,
        **_people(record.contributors),
        "description": record.description,
        "subject": list(record.subjects),
        "numberOfPages": pages,
        "belongsTo": _series(record),
        "accessibility": _accessibility(editions),
    })  # fmt: skip


def identifier(record: Record) -> str:
    """The identifier of a book, if it is a URI; else a URN that is always the same."""
    if _URI.fullmatch(record.identifier):
        return record.identifier
    return uuid.uuid5(uuid.NAMESPACE_URL, record.identifier).urn


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _people(people: Iterable[Contributor]) -> dict[str, list[dict[str, Any]]]:
    by_role: dict[str, list[dict[str, Any]]] = {}
    for each in people:
        role = _ROLES.get(each.role, "contributor")
        marc = {"role": each.role} if role == "contributor" else {}
        by_role.setdefault(role, []).append({**_person(each), **marc})
    return by_role


def _person(person: Contributor) -> dict[str, Any]:
    orcid = person.orcid and f"https://orcid.org/{person.orcid}"
    isni = person.isni and f"https://isni.org/isni/{person.isni.replace(' ', '').replace('-', '')}"
    return _present({"name": person.name, "sortAs": person.sort, "identifier": orcid or isni})


def _series(record: Record) -> dict[str, Any]:
    if record.series is None:
        return {}
    number = record.series.number
    position = {"position": int(number)} if number.isascii() and number.isdigit() else {}
    return {"series": {"name": record.series.name, **position}}


def _accessibility(editions: Sequence[Edition]) -> dict[str, Any]:
    """The claims of the first edition that makes claims in the words of schema.org."""
    edition = next((each for each in editions if values(each, "accessMode")), None)
    if edition is None:
        return {}
    features = (_NUMBERED.get(each, each) for each in values(edition, "accessibilityFeature"))
    sufficient = (each.split(",") for each in values(edition, "accessModeSufficient"))
    return _present({
        "conformsTo": profiles(edition),
        "accessMode": values(edition, "accessMode"),
        "accessModeSufficient": [each[0] if len(each) == 1 else each for each in sufficient],
        "feature": [each for each in features if each in _FEATURES | set(_NUMBERED.values())],
        "hazard": values(edition, "accessibilityHazard"),
        "summary": summary(edition),
        "certification": _present({
            "certifiedBy": " ".join(values(edition, "certifiedBy")),
            "credential": " ".join(values(edition, "certifierCredential")),
            "report": " ".join(values(edition, "certifierReport")),
        }),
    })  # fmt: skip


def _acquisitions(book: CataloguedBook) -> list[dict[str, Any]]:
    """How each edition is had: by its file, or for its price from the page of the book."""
    record, free = book.record, free_editions(book.record)
    links = [
        _link(
            in_release(book.name, book.latest.version, each.file.address),
            each.file.media_type,
            rel=_OPEN,
            title=each.name,
            **_measured(each),
        )
        for each in free
    ]
    for each in record.editions:
        if each.prices and each not in free:
            price = {"value": float(each.prices[0].amount), "currency": each.prices[0].currency}
            follows = [] if each.is_printed else [{"type": each.file.media_type}]
            bought = _present({"price": price, "indirectAcquisition": follows})
            page = record.url or _page_of(book)
            links.append(_link(page, "text/html", rel=_BUY, title=each.name, properties=bought))
    return links


def _measured(edition: Edition) -> dict[str, Any]:
    """What a reading program can compare a file with."""
    if edition.is_site:
        return {}
    return {"properties": {"size": edition.file.size, "sha256": edition.file.sha256}}


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder()


class Feeds:
    """Writes feeds; a publication is written once for all of them."""

    def __init__(self) -> None:
        self._written: dict[str, msgspec.Raw] = {}

    def books(
        self,
        page: Page[CataloguedBook],
        title: str,
        modified: str,
        facets: Sequence[dict[str, Any]],
        navigation: Sequence[dict[str, Any]] = (),
    ) -> str:
        """A page of a list of books; `navigation` are links to other feeds."""
        metadata = {
            "title": title, "modified": modified, "numberOfItems": page.total,
            "itemsPerPage": len(page.items), "currentPage": page.number,
        }  # fmt: skip
        return self._json(_present({
            "metadata": metadata,
            "links": self._links(page),
            "navigation": list(navigation),
            "publications": [self._publication(book) for book in page.items],
            "facets": list(facets),
        }))  # fmt: skip

    def values(self, page: Page[Facet], title: str, modified: str) -> str:
        """A page of links to the feeds of a facet."""
        metadata = {"title": title, "modified": modified, "numberOfItems": page.total}
        return self._json({
            "metadata": metadata,
            "links": self._links(page),
            "navigation": [facet_link(each) for each in page.items],
        })  # fmt: skip

    def _publication(self, book: CataloguedBook) -> msgspec.Raw:
        if book.name not in self._written:
            self._written[book.name] = msgspec.Raw(_encoder().encode(publication(book)))
        return self._written[book.name]

    def _links(self, page: Page[Any]) -> list[dict[str, Any]]:
        numbers = {"self": page.number, **page.neighbours}
        links = [
            _link(here(page.name(SUFFIX, number)), TYPE, rel=rel) for rel, number in numbers.items()
        ]
        return [*links, _link(here(f"opds{SUFFIX}"), TYPE, rel="start")]

    def _json(self, feed: Mapping[str, Any]) -> str:
        return _encoder().encode(feed).decode()


def facet_link(facet: Facet) -> dict[str, Any]:
    """The link to the feed of a facet."""
    address = here(page_name(f"opds/{facet.stem}", SUFFIX))
    number = {"numberOfItems": len(facet.books)}
    return _link(address, TYPE, title=facet.label, rel="subsection", properties=number)


def facet_groups(
    facets: Mapping[str, Sequence[Facet]], labels: Mapping[str, str], most: int
) -> list[dict[str, Any]]:
    """The facets of a list, of each kind the `most` with the most books."""
    groups = []
    for kind, every in facets.items():
        shown = sorted(every, key=lambda facet: -len(facet.books))[:most]
        links = [_without_relation(facet_link(each)) for each in shown]
        if links:
            groups.append({"metadata": {"title": labels[kind]}, "links": links})
    return groups


def _without_relation(link: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in link.items() if name != "rel"}
