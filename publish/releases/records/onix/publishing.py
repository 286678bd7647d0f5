"""What the publisher says of a product (blocks 2 and 4 to 6): text, rights, relations, prices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from publish.model.metadata import Funding
from publish.model.trade import Price, Related
from publish.releases.facts import Release, ReleasedEdition
from publish.releases.records.names import plain_words
from publish.releases.records.onix.codes import IDENTIFIERS, NAME_IDENTIFIERS, RELATIONS
from publish.releases.records.xml import Builder

_COPYRIGHT = re.compile(r"(\d{4})\D*?\s+(.+)")
_DESCRIPTION, _UNRESTRICTED = "03", "00"
_PUBLISHER, _FUNDING_BODY, _ACTIVE = "01", "16", "04"
_MANIFESTATION_OF, _WORK_DOI, _PROPRIETARY = "01", "06", "01"
_TO_END_CUSTOMERS, _AVAILABLE, _FREE = "09", "20", "01"
_EXCLUSIVE, _NOT_EXCLUSIVE, _NOT_FOR_SALE = "01", "02", "03"  # list 46
_WITH_TAX, _WITHOUT_TAX = "02", "01"  # recommended retail price


def name_of_sender(release: Release) -> str:
    """Who sends a message: the publisher, else the authors, else the book itself."""
    metadata = release.metadata
    return metadata.publisher or metadata.byline or metadata.title


def collateral_detail(x: Builder, release: Release) -> etree._Element | None:
    """Block 2: the description."""
    text = plain_words(release.metadata.description)
    content = x(
        "TextContent",
        x("TextType", _DESCRIPTION),
        x("ContentAudience", _UNRESTRICTED),
        x("Text", text),
    )
    return x("CollateralDetail", content) if text else None


def publishing_detail(x: Builder, release: Release, edition: ReleasedEdition) -> etree._Element:
    """Block 4: publisher, funders, place, date, copyright, and where the edition may be sold."""
    metadata = release.metadata
    return x(
        "PublishingDetail",
        *_publishers(x, release),
        x.some("CityOfPublication", metadata.place),
        x("PublishingStatus", _ACTIVE),
        _date(x, f"{metadata.date:%Y%m%d}") if metadata.date else None,
        _copyright(x, metadata.copyright),
        *_sales_rights(x, release, edition),
    )


def _sales_rights(
    x: Builder, release: Release, edition: ReleasedEdition
) -> Iterator[etree._Element]:
    """Where an edition is sold: in the countries of its prices, or in the whole world.

    Who has a licence may give the book away, so that the publisher's right is not exclusive.
    """
    prices = release.trade.prices.get(edition.edition.name, ())
    places = dict.fromkeys(place for price in prices for place in price.territories)
    is_limited = bool(prices) and all(price.territories for price in prices)
    kind = _NOT_EXCLUSIVE if release.metadata.licence else _EXCLUSIVE
    territory = _territory(x, tuple(places) if is_limited else ())
    yield x("SalesRights", x("SalesRightsType", kind), territory)
    if is_limited:
        yield x("ROWSalesRightsType", _NOT_FOR_SALE)


def _publishers(x: Builder, release: Release) -> Iterator[etree._Element]:
    """The publisher, or the name under which its author publishes, and the funders."""
    if publisher := release.metadata.publisher:
        yield x("Publisher", x("PublishingRole", _PUBLISHER), x("PublisherName", publisher))
    else:
        yield x("Imprint", x("ImprintName", name_of_sender(release)))
    yield from (_funder(x, each) for each in release.metadata.funding)


def _funder(x: Builder, funding: Funding) -> etree._Element:
    scheme = "ror" if funding.identifier.startswith("https://ror.org/") else "funder-doi"
    identifier = x(
        "PublisherIdentifier",
        x("PublisherIDType", NAME_IDENTIFIERS[scheme]),
        x("IDValue", funding.identifier),
    )
    award = x(
        "FundingIdentifier",
        x("FundingIDType", _PROPRIETARY),
        x("IDTypeName", "Award"),
        x("IDValue", funding.award),
    )
    return x(
        "Publisher",
        x("PublishingRole", _FUNDING_BODY),
        identifier if funding.identifier else None,
        x("PublisherName", funding.funder),
        x("Funding", award) if funding.award else None,
    )


def _date(x: Builder, day: str) -> etree._Element:
    return x("PublishingDate", x("PublishingDateRole", "01"), x("Date", day, dateformat="00"))


def _copyright(x: Builder, statement: str) -> etree._Element | None:
    """The year and the holder, where the words have both."""
    match = _COPYRIGHT.fullmatch(statement)
    if not match:
        return None
    owner = x("CopyrightOwner", x("CorporateName", match[2]))
    return x("CopyrightStatement", x("CopyrightYear", match[1]), owner)


def related_material(
    x: Builder, release: Release, formats: Iterable[etree._Element]
) -> etree._Element | None:
    """Block 5: the work by its DOI, the other editions, and other products."""
    others = (_related(x, each) for each in release.trade.related)
    return x.group("RelatedMaterial", [_work(x, release.metadata.doi), *formats, *others])


def _work(x: Builder, doi: str) -> etree._Element | None:
    identifier = x("WorkIdentifier", x("WorkIDType", _WORK_DOI), x("IDValue", doi))
    relation = x("WorkRelationCode", _MANIFESTATION_OF)
    return x("RelatedWork", relation, identifier) if doi else None


def _related(x: Builder, related: Related) -> etree._Element:
    kind = IDENTIFIERS.get(related.scheme, _PROPRIETARY)
    is_own = kind == _PROPRIETARY
    value = re.sub("[ -]", "", related.value) if related.scheme == "isbn" else related.value
    identifier = x(
        "ProductIdentifier",
        x("ProductIDType", kind),
        x("IDTypeName", related.scheme.upper()) if is_own else None,
        x("IDValue", value),
    )
    relation = x("ProductRelationCode", RELATIONS[related.relation])
    return x("RelatedProduct", relation, identifier)


def product_supply(x: Builder, release: Release, edition: ReleasedEdition) -> etree._Element | None:
    """Block 6: the prices of an edition, from its publisher."""
    prices = release.trade.prices.get(edition.edition.name, ())
    name = x("SupplierName", name_of_sender(release))
    supplier = x("Supplier", x("SupplierRole", _TO_END_CUSTOMERS), name)
    detail = x(
        "SupplyDetail",
        supplier,
        x("ProductAvailability", _AVAILABLE),
        *(_price(x, price) for price in prices),
    )
    return x("ProductSupply", detail) if prices else None


def _price(x: Builder, price: Price) -> etree._Element:
    return x(
        "Price",
        x("PriceType", _WITH_TAX if price.has_tax else _WITHOUT_TAX),
        x("UnpricedItemType", _FREE) if price.is_free else x("PriceAmount", price.amount),
        x("CurrencyCode", price.currency),
        _territory(x, price.territories),
    )


def _territory(x: Builder, countries: tuple[str, ...]) -> etree._Element:
    """Some countries, or the world where there are none."""
    world = x("RegionsIncluded", "WORLD")
    return x("Territory", x("CountriesIncluded", " ".join(countries)) if countries else world)
