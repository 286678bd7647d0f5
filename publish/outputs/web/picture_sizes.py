"""How large pictures are, so that a page keeps their places before they come."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import msgspec
from lxml import etree

from publish.cache import Cache, Memo, digest
from publish.model.image_types import SVG_TYPE
from publish.model.xmlsafe import parse_own
from publish.outputs.pages.pictures import Picture

_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|pc|in|cm|mm|)\s*")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}
_FULL_WIDTH = 2000.0  # pixels: a drawing that has proportions alone is as wide as its column

Size = tuple[int, int]


class _SizeInputs(msgspec.Struct, frozen=True):
    content: str
    media_type: str


_SIZES = Memo("picture-size", _SizeInputs, tuple[int, int])


def picture_sizes(pictures: Iterable[Picture], cache: Cache) -> dict[str, Size]:
    """The width and the height of each in pixels of CSS, by its address."""
    return {picture.href: picture_size(picture, cache) for picture in pictures}


def picture_size(picture: Picture, cache: Cache) -> Size:
    """The width and the height of one."""
    content, media_type = picture.content, picture.media_type
    inputs = _SizeInputs(digest(content), media_type)
    measure = _of_drawing if media_type == SVG_TYPE else _of_pixels
    return _SIZES.get(cache, inputs, lambda: measure(content))


def _of_pixels(content: bytes) -> Size:
    from PIL import Image  # slow: only for a new picture

    with Image.open(io.BytesIO(content)) as image:
        return image.size


def _of_drawing(content: bytes) -> Size:
    root = parse_own(content)
    width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
    proportions = _view(root) or (width or 1, height or 1)
    if not width and not height:
        width = _FULL_WIDTH
    if not width:
        width = height * proportions[0] / proportions[1]
    return round(width), round(height or width * proportions[1] / proportions[0])


def _pixels(length: str) -> float:
    """A length in pixels; 0 for one that depends on what is around, or none."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2]] if found else 0


def _view(root: etree._Element) -> tuple[float, float] | None:
    numbers = root.get("viewBox", "").replace(",", " ").split()
    try:
        _, _, width, height = map(float, numbers)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None
