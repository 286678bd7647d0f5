"""A file of a product that a text shows."""

from __future__ import annotations

import msgspec


class Resource(msgspec.Struct, frozen=True):
    """An image or font: its path in the product, its media type and its bytes."""

    href: str
    media_type: str
    content: bytes
