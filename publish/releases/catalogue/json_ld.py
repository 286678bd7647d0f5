"""A book for search engines: JSON-LD with the vocabulary of schema.org, inside its page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from publish.model.licence import licence_address
from publish.releases.catalogue.addresses import here, in_release
from publish.releases.catalogue.books import CataloguedBook
from publish.releases.catalogue.record import Contributor, Edition, Record
from publish.releases.records.names import schema_format

_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator"}


def json_ld(book: CataloguedBook) -> Markup:
    """The content of a script element."""
    text = json.dumps(_work(book), ensure_ascii=False, separators=(",", ":"))
    # In an element of HTML, neither its end tag nor a comment may be in a string.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - it has no markup


def _work(book: CataloguedBook) -> dict[str, Any]:
    record = book.record
    cover = book.cover
    return _present({
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": record.identifier,
        "url": here(f"books/{book.name}.html"),
        "name": record.title,
        "alternativeHeadline": record.subtitle,
        **_people(record),
        "inLanguage": record.language,
        "publisher": _present({"@type": "Organization", "name": record.publisher}),
        "datePublished": record.date,
        "dateModified": record.modified,
        "version": record.version,
        "description": record.description,
        "about": list(record.subjects),
        "license": licence_address(record.licence),
        "image": in_release(book.name, book.latest.version, cover.name) if cover else "",
        "workExample": [_edition(book, edition) for edition in record.editions],
    })  # fmt: skip


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """What has a value; nothing for a thing of which only the type is known."""
    kept = {name: value for name, value in values.items() if value}
    return kept if kept.keys() - {"@type"} else {}


def _people(record: Record) -> dict[str, list[dict[str, str]]]:
    people: dict[str, list[dict[str, str]]] = {}
    for each in record.contributors:
        people.setdefault(_ROLES.get(each.role, "contributor"), []).append(_person(each))
    return people


def _person(person: Contributor) -> dict[str, str]:
    orcid = person.orcid and f"https://orcid.org/{person.orcid}"
    return _present({"@type": "Person" if person.sort else "", "name": person.name, "@id": orcid})


def _edition(book: CataloguedBook, edition: Edition) -> dict[str, Any]:
    is_file = edition.is_free and not edition.is_site
    address = in_release(book.name, book.latest.version, edition.file.address)
    binding = (edition.binding or "paperback") if edition.is_printed else None
    return _present({
        "@type": "Book",
        "bookFormat": f"https://schema.org/{schema_format(binding)}",
        "url": address if edition.is_free and edition.is_site else "",
        "isbn": edition.isbn.replace("-", ""),
        "numberOfPages": edition.pages,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": address,
            "encodingFormat": edition.file.media_type,
            "contentSize": str(edition.file.size),
            "sha256": edition.file.sha256,
        } if is_file else {},
        "offers": [
            {"@type": "Offer", "price": price.amount, "priceCurrency": price.currency}
            for price in edition.prices
        ],
    })  # fmt: skip
