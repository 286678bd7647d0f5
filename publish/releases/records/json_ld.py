"""The book in JSON-LD with the vocabulary of schema.org, for search engines and catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from publish.model.licence import licence_address
from publish.model.metadata import Funding
from publish.model.relators import RELATORS
from publish.model.trade import Price, Related
from publish.releases.facts import Release, ReleasedEdition, ReleasedFile
from publish.releases.records.names import (
    ContributorName,
    names_of,
    plain_words,
    schema_format,
)

# Properties of schema.org by MARC relator; others contributed.
_ROLES = {
    "aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator",
    "fnd": "funder", "spn": "sponsor", "cph": "copyrightHolder", "nrt": "readBy",
}  # fmt: skip
_TERMS = {code: term for term, code in RELATORS.items()}
_RELATIONS = {
    "part-of": "isPartOf", "includes": "hasPart", "translation-of": "translationOfWork",
    "based-on-print": "isBasedOn", "adapted-from": "isBasedOn",
}  # fmt: skip
# Prefixes of claims that schema.org has no words for.
_TERMS_OF_EPUB = {
    "dcterms": "http://purl.org/dc/terms/",
    "a11y": "http://www.idpf.org/epub/vocab/package/a11y/#",
}


def json_ld(release: Release) -> bytes:
    """The work, with an example of it for each edition."""
    record = {"@context": ["https://schema.org", _TERMS_OF_EPUB], **_work(release)}
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _work(release: Release) -> dict[str, Any]:
    metadata, trade = release.metadata, release.trade
    doi = metadata.doi and f"https://doi.org/{metadata.doi}"
    return _present({
        "@type": "Book",
        "@id": doi or metadata.identifier,
        "identifier": metadata.identifier,
        "sameAs": doi,
        "url": trade.url,
        "name": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        **_people(names_of(metadata)),
        "inLanguage": metadata.language,
        "publisher": _present({"@type": "Organization", "name": metadata.publisher}),
        "publication": _publication(metadata.place),
        "datePublished": metadata.date.isoformat() if metadata.date else "",
        "version": metadata.version,
        "bookEdition": metadata.edition_statement,
        "description": plain_words(metadata.description),
        "about": [*metadata.subjects, *_codes(release)],
        "keywords": list(trade.keywords),
        "audience": [{"@type": "Audience", "audienceType": each} for each in trade.audience],
        "license": licence_address(metadata.licence),
        "conditionsOfAccess": metadata.rights,
        "copyrightNotice": metadata.copyright and f"© {metadata.copyright}",
        "isPartOf": _series(release),
        "position": metadata.series_number,
        "funding": list(map(_grant, metadata.funding)),
        **_related(trade.related),
        "workExample": [_edition(release, each) for each in release.editions],
    })  # fmt: skip


def _publication(place: str) -> dict[str, Any]:
    where = _present({"@type": "Place", "name": place})
    return _present({"@type": "PublicationEvent", "location": where})


def _present(values: dict[str, Any]) -> dict[str, Any]:
    """What has a value; nothing for a thing of which only the type is known."""
    kept = {name: value for name, value in values.items() if value}
    return kept if kept.keys() - {"@type"} else {}


def _people(names: Iterable[ContributorName]) -> dict[str, list[dict[str, Any]]]:
    people: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        key = _ROLES.get(name.role, "contributor")
        people.setdefault(key, []).append(_in_role(name) if key == "contributor" else _person(name))
    return people


def _in_role(name: ContributorName) -> dict[str, Any]:
    """A contributor of whom a property does not say what the role is."""
    role = _TERMS.get(name.role, name.role)
    return {"@type": "Role", "roleName": role, "contributor": _person(name)}


def _person(name: ContributorName) -> dict[str, Any]:
    addresses = [
        name.orcid and f"https://orcid.org/{name.orcid}",
        name.isni and f"https://isni.org/isni/{name.isni}",
    ]
    return _present({
        "@type": "Person" if name.family else "Organization",
        "name": name.whole,
        "familyName": name.family,
        "givenName": name.given,
        "sameAs": list(filter(None, addresses)),
    })  # fmt: skip


def _codes(release: Release) -> list[dict[str, str]]:
    schemes = (("Thema", release.trade.thema), ("BISAC", release.trade.bisac))
    return [
        {"@type": "DefinedTerm", "termCode": code, "inDefinedTermSet": scheme}
        for scheme, codes in schemes
        for code in codes
    ]


def _series(release: Release) -> dict[str, Any]:
    metadata = release.metadata
    series = {"@type": "BookSeries", "name": metadata.series, "issn": metadata.issn}
    return _present(series)


def _grant(funding: Funding) -> dict[str, Any]:
    number = funding.identifier
    address = f"https://doi.org/{number}" if number.startswith("10.") else number
    funder = {"@type": "Organization", "name": funding.funder, "sameAs": address}
    grant = {"@type": "Grant", "identifier": funding.award, "funder": _present(funder)}
    return _present(grant)


def _related(related: Iterable[Related]) -> dict[str, list[dict[str, str]]]:
    """Other works by the property for their relation; one without a property is a citation."""
    works: dict[str, list[dict[str, str]]] = {}
    for each in related:
        if each.relation == "part-of":
            continue
        works.setdefault(_RELATIONS.get(each.relation, "citation"), []).append(_other(each))
    return works


def _other(related: Related) -> dict[str, str]:
    """Another work by its number, with the relation in words."""
    about = {"@type": "Book", "description": related.relation}
    if related.scheme == "doi":
        return {**about, "@id": f"https://doi.org/{related.value}"}
    return {**about, related.scheme: related.value}


def _edition(release: Release, edition: ReleasedEdition) -> dict[str, Any]:
    prices = release.trade.prices.get(edition.edition.name, ())
    return _present({
        "@type": "Book",
        "@id": f"{release.metadata.identifier}#{edition.edition.name}",
        "bookFormat": f"https://schema.org/{schema_format(edition.binding)}",
        "isbn": edition.isbn,
        "numberOfPages": edition.pages,
        "inLanguage": release.metadata.language,
        **_claims(edition),
        "encoding": _file(edition.file) if edition.binding is None else {},
        "size": f"{edition.words} words",
        "offers": list(map(_offer, prices)),
    })  # fmt: skip


def _file(file: ReleasedFile) -> dict[str, str]:
    return {
        "@type": "MediaObject",
        "contentUrl": file.name,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _claims(edition: ReleasedEdition) -> dict[str, list[str]]:
    claims: dict[str, list[str]] = {}
    for property_, value in edition.claims:
        name = "dcterms:conformsTo" if property_ == "conformsTo" else property_
        claims.setdefault(name.removeprefix("schema:"), []).append(value)
    return claims


def _offer(price: Price) -> dict[str, Any]:
    specification = {
        "@type": "PriceSpecification",
        "price": price.amount,
        "priceCurrency": price.currency,
        "valueAddedTaxIncluded": price.has_tax,
    }
    return _present({
        "@type": "Offer",
        "price": price.amount,
        "priceCurrency": price.currency,
        "priceSpecification": specification,
        "eligibleRegion": list(price.territories),
    })  # fmt: skip
