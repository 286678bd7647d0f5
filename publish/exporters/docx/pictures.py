"""Pictures as Word shows them: drawings with a twin of pixels, and none in WebP."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

import msgspec

from publish.cache import Cache
from publish.model.book import Resource
from publish.model.image_types import SVG_TYPE
from publish.model.xmlsafe import parse_untrusted
from publish.outputs.epub.shops.raster import drawn
from publish.outputs.pages.pictures import for_readers

_PIXELS = 1800, 2400  # six by eight inches at 300 an inch
_WIDEST = 6.0  # inches
_SCREEN = 96.0  # pixels of a drawing in an inch


class WordPicture(msgspec.Struct, frozen=True):
    """A picture: its file, its bytes, its own width ("3in" or ""), and the drawing it is of."""

    file: str
    content: bytes
    width: str = ""
    drawing: bytes = b""


def word_pictures(
    resources: Sequence[Resource], fonts: Sequence[str], cache: Cache
) -> dict[str, WordPicture]:
    """The pictures of a book by their names in it."""
    return {
        each.href: _picture(each, fonts, cache)
        for each in resources
        if each.media_type.startswith("image/")
    }


def _picture(resource: Resource, fonts: Sequence[str], cache: Cache) -> WordPicture:
    if resource.media_type != SVG_TYPE:
        shown = for_readers(resource, cache)
        return WordPicture(shown.href, shown.content)
    name = posixpath.splitext(resource.href)[0] + ".png"
    picture = drawn(resource.content, *_PIXELS, fonts)
    return WordPicture(name, picture, _width(resource.content), resource.content)


def _width(drawing: bytes) -> str:
    """The width of a drawing, at most that of the text."""
    root = parse_untrusted(drawing)
    sizes = (root.get("width", ""), *root.get("viewBox", "").split()[2:3])
    numbers = (re.fullmatch(r"([\d.]+)(px|)", size) for size in sizes)
    pixels = next((float(match[1]) for match in numbers if match), _WIDEST * _SCREEN)
    return f"{min(pixels / _SCREEN, _WIDEST):.2f}in"
