"""The deposit of a book with Crossref (schema 5.3.1), by which its DOI is registered."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.licence import licence_address
from publish.model.metadata import Funding, Metadata
from publish.releases.facts import Release
from publish.releases.records.names import ContributorName, names_of, plain_words
from publish.releases.records.xml import Builder, serialized

_SCHEMA = "http://www.crossref.org/schema/5.3.1"
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_FUNDREF = "http://www.crossref.org/fundref.xsd"
_ACCESS = "http://www.crossref.org/AccessIndicators.xsd"
_JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
# The roles that the schema has; others are not deposited.
_ROLES = {"aut": "author", "edt": "editor", "trl": "translator"}

_x = Builder(_SCHEMA, fr=_FUNDREF, ai=_ACCESS, jats=_JATS)
_fr, _ai, _jats = Builder(_FUNDREF, "fr"), Builder(_ACCESS, "ai"), Builder(_JATS, "jats")


def may_deposit(release: Release) -> bool:
    """Whether the manifest has what a deposit needs: DOI, address, publisher, contact, date."""
    metadata, trade = release.metadata, release.trade
    return all((metadata.doi, trade.url, trade.contact, metadata.publisher, metadata.date))


def crossref_deposit(release: Release) -> bytes:
    """The deposit file."""
    root = _x("doi_batch", _head(release), _x("body", _book(release)), version="5.3.1")
    root.set(_LOCATION, f"{_SCHEMA} {_SCHEMA.replace('schema/', 'schemas/crossref')}.xsd")
    return serialized(root)


def _head(release: Release) -> etree._Element:
    metadata = release.metadata
    stamp = f"{metadata.modified:%Y%m%d%H%M%S}"
    depositor = _x(
        "depositor",
        _x("depositor_name", metadata.publisher),
        _x("email_address", release.trade.contact),
    )
    return _x(
        "head",
        _x("doi_batch_id", f"{release.name}-{stamp}"),
        _x("timestamp", stamp),
        depositor,
        _x("registrant", metadata.publisher),
    )


def _book(release: Release) -> etree._Element:
    metadata = release.metadata
    kind = "book_series_metadata" if metadata.series and metadata.issn else "book_metadata"
    content = _x(
        kind,
        _series(metadata) if kind == "book_series_metadata" else None,
        _x.group("contributors", _contributors(metadata)),
        _x("titles", _x("title", metadata.title), _x.some("subtitle", metadata.subtitle)),
        _abstract(metadata),
        _x.some("volume", metadata.series_number) if kind == "book_series_metadata" else None,
        *_publication(release),
        _funding(metadata),
        _licence(metadata),
        _x("doi_data", _x("doi", metadata.doi), _x("resource", release.trade.url)),
        language=metadata.language.partition("-")[0],
    )
    return _x("book", content, book_type=_type(metadata))


def _type(metadata: Metadata) -> str:
    """A monograph has an author, an edited book only has editors."""
    roles = {author.role for author in metadata.authors}
    return "edited_book" if "edt" in roles and "aut" not in roles else "monograph"


def _series(metadata: Metadata) -> etree._Element:
    titles = _x("titles", _x("title", metadata.series))
    return _x("series_metadata", titles, _x("issn", metadata.issn))


def _contributors(metadata: Metadata) -> Iterator[etree._Element]:
    known = [name for name in names_of(metadata) if name.role in _ROLES]
    for number, name in enumerate(known):
        sequence = "additional" if number else "first"
        role = _ROLES[name.role]
        yield _contributor(name, sequence=sequence, contributor_role=role)


def _contributor(name: ContributorName, **attributes: str) -> etree._Element:
    if not name.family:
        return _x("organization", name.whole, **attributes)
    orcid = name.orcid and f"https://orcid.org/{name.orcid}"
    return _x(
        "person_name",
        _x.some("given_name", name.given),
        _x("surname", name.family),
        _x.some("ORCID", orcid),
        **attributes,
    )


def _abstract(metadata: Metadata) -> etree._Element | None:
    text = plain_words(metadata.description)
    return _jats("abstract", _jats("p", text)) if text else None


def _publication(release: Release) -> Iterator[etree._Element | None]:
    metadata = release.metadata
    if day := metadata.date:
        parts = (("month", f"{day:%m}"), ("day", f"{day:%d}"), ("year", f"{day:%Y}"))
        texts = [_x(name, text) for name, text in parts]
        yield _x("publication_date", *texts, media_type="online")
    numbers = list(dict.fromkeys(each.isbn for each in release.editions if each.isbn))
    for number in numbers:
        yield _x("isbn", number, media_type="electronic")
    if not numbers:
        yield _x("noisbn", reason="monograph")
    yield _x(
        "publisher",
        _x("publisher_name", metadata.publisher),
        _x.some("publisher_place", metadata.place),
    )


def _funding(metadata: Metadata) -> etree._Element | None:
    groups = [_fr("assertion", *_funder(each), name="fundgroup") for each in metadata.funding]
    return _fr("program", *groups, name="fundref") if groups else None


def _funder(funding: Funding) -> Iterator[etree._Element | None]:
    name = _fr("assertion", funding.funder, name="funder_name")
    number = funding.identifier
    if number.startswith("10."):
        address = f"https://doi.org/{number}"
        name.append(_fr("assertion", address, name="funder_identifier"))
    yield name
    if number.startswith("https://"):
        yield _fr("assertion", number, name="ror")
    yield _fr("assertion", funding.award, name="award_number") if funding.award else None


def _licence(metadata: Metadata) -> etree._Element | None:
    address = licence_address(metadata.licence)
    if not address:
        return None
    return _ai("program", _ai("license_ref", address, applies_to="vor"), name="AccessIndicators")
