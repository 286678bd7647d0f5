"""A page of a web edition as it was published before, whose addresses still lead somewhere."""

from __future__ import annotations

import msgspec


class EarlierPlace(msgspec.Struct, frozen=True):
    """A place by its id, "" for the page itself; it may lead to each of the ids `to` that there is
    now, the best first."""

    id: str
    to: tuple[str, ...]


class EarlierPage(msgspec.Struct, frozen=True):
    """A page by its address in the edition, with its places in their order."""

    href: str
    places: tuple[EarlierPlace, ...]
