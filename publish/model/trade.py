"""Facts about a book for shops, libraries and registries, besides what its pages show.

It is apart from the metadata of the pages, so that a new price touches none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Price(msgspec.Struct, frozen=True):
    """A price of an edition: an `amount` in decimals of its ISO 4217 `currency`.

    `territories` are ISO 3166-1 codes, none for the whole world.
    """

    amount: str
    currency: str
    territories: tuple[str, ...] = ()
    has_tax: bool = True

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be paid."""
        return float(self.amount) == 0


class Related(msgspec.Struct, frozen=True):
    """Another product; `scheme` is "isbn", "issn", "doi" or "url", and `value` is in it."""

    relation: str
    scheme: str
    value: str


class Trade(msgspec.Struct, frozen=True):
    """Subject codes, audience and relations of a book, and prices by edition.

    `url` is the page of the book, `contact` the address of the publisher for registries.
    """

    url: str = ""
    contact: str = ""
    keywords: tuple[str, ...] = ()
    thema: tuple[str, ...] = ()
    bisac: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    prices: Mapping[str, tuple[Price, ...]] = msgspec.field(default_factory=dict)
