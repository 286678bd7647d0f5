"""What a shop allows an image to be."""

from __future__ import annotations

from typing import Self

import msgspec

from publish.model.image_types import SVG_TYPE
from publish.model.shop import TRAITS, Measure, Shop

_JPEG, _PNG = "image/jpeg", "image/png"


class Limits(msgspec.Struct, frozen=True):
    """The most that an image may have; `without` are the traits that it may not have."""

    pixels: int | None = None
    side: int | None = None
    size: int | None = None  # bytes
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, shop: Shop, *, is_cover: bool) -> Self:
        """Those of a shop for an image in the text or for the cover."""
        bytes_of = Measure.COVER_BYTES if is_cover else Measure.IMAGE_BYTES
        sides = [shop.most(Measure.IMAGE_SIDE)]
        sides += [shop.most(Measure.COVER_LONG_SIDE)] if is_cover else []
        side = min((int(each) for each in sides if each), default=None)
        without = tuple(each for each in TRAITS if shop.refuses(Measure.IMAGE_TRAIT, each))
        return cls(_whole(shop, Measure.IMAGE_PIXELS), side, _whole(shop, bytes_of), without)


def _whole(shop: Shop, measure: Measure) -> int | None:
    most = shop.most(measure)
    return None if most is None else int(most)


def type_for(shop: Shop, media_type: str, content: bytes, *, is_cover: bool) -> str:
    """The media type of an image in an edition for a shop: its own, if the shop allows that."""
    if is_refused(shop, media_type, is_cover=is_cover) or _has_refused_text(
        shop, media_type, content
    ):
        return _JPEG if is_refused(shop, _PNG, is_cover=is_cover) else _PNG
    return media_type


def is_refused(shop: Shop, media_type: str, *, is_cover: bool) -> bool:
    """Whether a shop does not take images of a type."""
    as_cover = is_cover and shop.refuses(Measure.COVER_TYPE, media_type)
    return as_cover or shop.refuses(Measure.IMAGE_TYPE, media_type)


def _has_refused_text(shop: Shop, media_type: str, content: bytes) -> bool:
    if media_type != SVG_TYPE or b"<text" not in content:
        return False
    return shop.refuses(Measure.DRAWING_ELEMENT, "text")
