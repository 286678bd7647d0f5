"""The metadata of a book for DataCite (schema 4.6), by which its DOI is registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from publish.model.licence import licence_address
from publish.model.metadata import Funding, Metadata
from publish.model.trade import Related
from publish.releases.facts import Release
from publish.releases.records.names import ContributorName, names_of, plain_words
from publish.releases.records.xml import Builder, serialized

_UNKNOWN = ":unav"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_KERNEL = "http://datacite.org/schema/kernel-4"
_CREATORS = frozenset({"aut", "com", "cre"})
_CONTRIBUTORS = {"edt": "Editor", "res": "Researcher", "spn": "Sponsor", "cph": "RightsHolder"}
_RELATIONS = {
    "part-of": "IsPartOf", "includes": "HasPart", "replaces": "Obsoletes",
    "replaced-by": "IsObsoletedBy", "alternative-format": "IsVariantFormOf",
    "based-on-print": "IsVariantFormOf", "translation-of": "IsTranslationOf",
    "adapted-from": "IsDerivedFrom", "supplement-to": "IsSupplementTo",
    "has-supplement": "IsSupplementedBy", "similar": "References",
}  # fmt: skip

_x = Builder(_KERNEL)


def has_doi(release: Release) -> bool:
    """Whether there is something to register."""
    return bool(release.metadata.doi)


def datacite_resource(release: Release) -> bytes:
    """The resource of the DOI."""
    metadata = release.metadata
    date = metadata.date
    root = _x(
        "resource",
        _x("identifier", metadata.doi, identifierType="DOI"),
        _x("creators", *_creators(metadata)),
        _x("titles", *_titles(metadata)),
        _x("publisher", metadata.publisher or _UNKNOWN),
        _x("publicationYear", f"{date or metadata.modified:%Y}"),
        _x("resourceType", "Book", resourceTypeGeneral="Book"),
        _x.group("subjects", _subjects(release)),
        _x.group("contributors", _contributors(metadata)),
        _x("dates", _x("date", date.isoformat(), dateType="Issued")) if date else None,
        _x("language", metadata.language),
        _x.group("alternateIdentifiers", _alternates(release)),
        _x.group("relatedIdentifiers", map(_related, release.trade.related)),
        _x.group("sizes", _sizes(release)),
        _x.group("formats", (_x("format", each) for each in _formats(release))),
        _x("version", metadata.version),
        _x.group("rightsList", [_rights(metadata)]),
        _x.group("descriptions", _descriptions(metadata)),
        _x.group("fundingReferences", map(_funding, metadata.funding)),
        _x.group("relatedItems", [_series(metadata)]),
    )
    root.set(_LOCATION, f"{_KERNEL} https://schema.datacite.org/meta/kernel-4.6/metadata.xsd")
    return serialized(root)


def _creators(metadata: Metadata) -> Iterator[etree._Element]:
    names = names_of(metadata)
    creators = [name for name in names if name.role in _CREATORS] or list(names[:1])
    for name in creators:
        yield _x("creator", *_person(name, "creator"))
    if not creators:
        yield _x("creator", _x("creatorName", _UNKNOWN))


def _person(name: ContributorName, element: str) -> Iterator[etree._Element | None]:
    kind = "Personal" if name.family else "Organizational"
    whole = f"{name.family}, {name.given}" if name.family else name.whole
    yield _x(f"{element}Name", whole, nameType=kind)
    yield _x.some("givenName", name.given)
    yield _x.some("familyName", name.family)
    schemes = (("ORCID", "https://orcid.org", name.orcid), ("ISNI", "https://isni.org", name.isni))
    for scheme, address, number in schemes:
        yield _x.some("nameIdentifier", number, nameIdentifierScheme=scheme, schemeURI=address)


def _contributors(metadata: Metadata) -> Iterator[etree._Element]:
    """Everybody else; a role that the schema lacks is "Other"."""
    for name in names_of(metadata):
        if name.role not in _CREATORS:
            kind = _CONTRIBUTORS.get(name.role, "Other")
            yield _x("contributor", *_person(name, "contributor"), contributorType=kind)


def _titles(metadata: Metadata) -> Iterator[etree._Element]:
    language = {_LANG: metadata.language}
    yield _x("title", metadata.title, **language)
    if metadata.subtitle:
        yield _x("title", metadata.subtitle, titleType="Subtitle", **language)


def _subjects(release: Release) -> Iterator[etree._Element]:
    trade = release.trade
    for heading in release.metadata.subjects:
        yield _x("subject", heading)
    for word in trade.keywords:
        yield _x("subject", word, subjectScheme="keyword")
    for scheme, codes in (("Thema", trade.thema), ("BISAC", trade.bisac)):
        for code in codes:
            yield _x("subject", code, subjectScheme=scheme, classificationCode=code)


def _alternates(release: Release) -> Iterator[etree._Element]:
    kind = {"alternateIdentifierType": "local"}
    yield _x("alternateIdentifier", release.metadata.identifier, **kind)
    for each in release.editions:
        if each.isbn:
            kind = {"alternateIdentifierType": f"ISBN ({each.edition.name})"}
            yield _x("alternateIdentifier", each.isbn, **kind)


def _related(related: Related) -> etree._Element:
    kind = related.scheme.upper()
    return _x(
        "relatedIdentifier",
        related.value,
        relatedIdentifierType=kind,
        relationType=_RELATIONS[related.relation],
    )


def _formats(release: Release) -> Iterable[str]:
    """The media types of what is read on a screen."""
    digital = (each.file.media_type for each in release.editions if each.binding is None)
    return dict.fromkeys(digital)


def _sizes(release: Release) -> Iterator[etree._Element]:
    for each in release.editions:
        if each.binding is None:
            yield _x("size", f"{each.edition.name}: {each.file.size} bytes")
        if each.pages:
            yield _x("size", f"{each.edition.name}: {each.pages} pages")


def _rights(metadata: Metadata) -> etree._Element | None:
    address = licence_address(metadata.licence)
    if not metadata.shown_rights:
        return None
    attributes = {"rightsURI": address} if address else {}
    if address and address != metadata.licence:
        attributes |= {
            "rightsIdentifier": metadata.licence,
            "rightsIdentifierScheme": "SPDX",
            "schemeURI": "https://spdx.org/licenses/",
        }
    return _x("rights", metadata.shown_rights, **attributes)


def _descriptions(metadata: Metadata) -> Iterator[etree._Element]:
    if metadata.description:
        text = plain_words(metadata.description)
        yield _x("description", text, descriptionType="Abstract")


def _funding(funding: Funding) -> etree._Element:
    scheme = "ROR" if funding.identifier.startswith("https://ror.org/") else "Crossref Funder ID"
    number = funding.identifier
    return _x(
        "fundingReference",
        _x("funderName", funding.funder),
        _x("funderIdentifier", number, funderIdentifierType=scheme) if number else None,
        _x.some("awardNumber", funding.award),
    )


def _series(metadata: Metadata) -> etree._Element | None:
    number = metadata.issn
    if not metadata.series:
        return None
    return _x(
        "relatedItem",
        _x("relatedItemIdentifier", number, relatedItemIdentifierType="ISSN") if number else None,
        _x("titles", _x("title", metadata.series)),
        _x.some("volume", metadata.series_number),
        relatedItemType="Collection",
        relationType="IsPublishedIn",
    )
