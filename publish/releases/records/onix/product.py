"""A product of ONIX: an edition, with its identifiers and its blocks in their order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.releases.facts import Release, ReleasedEdition
from publish.releases.records.onix.codes import IDENTIFIERS
from publish.releases.records.onix.description import descriptive_detail
from publish.releases.records.onix.publishing import (
    collateral_detail,
    product_supply,
    publishing_detail,
    related_material,
)
from publish.releases.records.xml import Builder

_CONFIRMED = "03"
_PROPRIETARY = "01"


def product(x: Builder, release: Release, edition: ReleasedEdition) -> etree._Element:
    """The product of an edition."""
    return x(
        "Product",
        x("RecordReference", record_reference(release, edition)),
        x("NotificationType", _CONFIRMED),
        *product_identifiers(x, release, edition),
        descriptive_detail(x, release, edition),
        collateral_detail(x, release),
        publishing_detail(x, release, edition),
        _related(x, release, edition),
        product_supply(x, release, edition),
    )


def record_reference(release: Release, edition: ReleasedEdition) -> str:
    """What names the record of an edition for good."""
    return f"{release.metadata.identifier}#{edition.edition.name}"


def product_identifiers(
    x: Builder, release: Release, edition: ReleasedEdition
) -> Iterator[etree._Element]:
    """The ISBN, and the identifier of the book with the name of the edition."""
    name = x("IDTypeName", "Identifier and edition")
    value = x("IDValue", record_reference(release, edition))
    yield x("ProductIdentifier", x("ProductIDType", _PROPRIETARY), name, value)
    if edition.isbn:
        kind = x("ProductIDType", IDENTIFIERS["isbn"])
        yield x("ProductIdentifier", kind, x("IDValue", edition.isbn))


def _related(x: Builder, release: Release, edition: ReleasedEdition) -> etree._Element | None:
    others = [each for each in release.editions if each is not edition]
    formats = [
        x(
            "RelatedProduct",
            x("ProductRelationCode", "06"),
            *product_identifiers(x, release, other),
        )
        for other in others
    ]
    return related_material(x, release, formats)
