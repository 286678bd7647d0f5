"""The images of an EPUB, and its cover, as they are stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from PIL import Image

from publish.verification.pages.reader.document import Unreadable, parse
from publish.verification.shops.measured import Measured, OpenedEpub

_DRAWING = "image/svg+xml"
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError)
_MIXED = ("RGBA", "LA", "PA")


class _Facts(NamedTuple):
    width: int
    height: int
    traits: tuple[str, ...]


def _pictures(opened: OpenedEpub) -> Iterator[tuple[str, str, bytes]]:
    """The address, media type and bytes of each image, with the cover."""
    for href, media_type, content, _ in opened.container.images():
        yield href, media_type, content


def _interior(opened: OpenedEpub) -> Iterator[tuple[str, str, bytes]]:
    cover = opened.container.cover
    return (each for each in _pictures(opened) if each[0] != cover)


@cache
def _facts(content: bytes) -> _Facts:
    """The facts of a raster image; nothing of one that cannot be read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            return _Facts(image.width, image.height, tuple(_traits(image)))
    except _UNREADABLE:
        return _Facts(0, 0, ())


def _traits(image: Image.Image) -> Iterator[str]:
    if getattr(image, "n_frames", 1) > 1:
        yield "animated"
    if image.mode == "CMYK":
        yield "cmyk"
    if image.mode in _MIXED or "transparency" in image.info:
        alpha = image.convert("RGBA").getchannel("A").getextrema()
        if alpha[0] != 255:
            yield "transparent"


def image_type(opened: OpenedEpub) -> Iterator[Measured]:
    """The media type of each image."""
    return (Measured(href, kind) for href, kind, _ in _pictures(opened))


def image_bytes(opened: OpenedEpub) -> Iterator[Measured]:
    """The size of the file of each image in the text."""
    return (Measured(href, float(len(content))) for href, _, content in _interior(opened))


def image_pixels(opened: OpenedEpub) -> Iterator[Measured]:
    """Width times height of each raster image, with the cover."""
    for href, kind, content in _pictures(opened):
        if kind != _DRAWING:
            facts = _facts(content)
            yield Measured(href, float(facts.width * facts.height))


def image_side(opened: OpenedEpub) -> Iterator[Measured]:
    """The longer side of each raster image."""
    for href, kind, content in _pictures(opened):
        if kind != _DRAWING:
            yield Measured(href, float(max(_facts(content)[:2])))


def image_trait(opened: OpenedEpub) -> Iterator[Measured]:
    """Whether a raster image is animated, CMYK or transparent."""
    for href, kind, content in _pictures(opened):
        for trait in _facts(content).traits if kind != _DRAWING else ():
            yield Measured(href, trait)


def drawings(opened: OpenedEpub) -> Iterator[Measured]:
    """The number of SVG images, whether files or in a text."""
    files = sum(kind == _DRAWING for _, kind, _ in _pictures(opened))
    inner = sum(sum(1 for _ in each.root.iter("{*}svg")) for each in opened.container.documents())
    yield Measured("", float(files + inner))


def drawing_elements(opened: OpenedEpub) -> Iterator[Measured]:
    """The names of the elements of each SVG image."""
    for href, kind, content in _pictures(opened):
        if kind == _DRAWING:
            yield from _elements(href, content)


def _elements(href: str, content: bytes) -> Iterator[Measured]:
    try:
        root = parse(href, content)
    except Unreadable:
        return
    names = dict.fromkeys(str(node.tag).rpartition("}")[2] for node in root.iter("{*}*"))
    yield from (Measured(href, name) for name in names)


def _cover(opened: OpenedEpub) -> Iterator[tuple[str, str, bytes]]:
    cover = opened.container.cover
    return (each for each in _pictures(opened) if each[0] == cover)


def cover_type(opened: OpenedEpub) -> Iterator[Measured]:
    """The media type of the cover."""
    return (Measured(href, kind) for href, kind, _ in _cover(opened))


def cover_bytes(opened: OpenedEpub) -> Iterator[Measured]:
    """The size of the file of the cover."""
    return (Measured(href, float(len(content))) for href, _, content in _cover(opened))


def cover_short_side(opened: OpenedEpub) -> Iterator[Measured]:
    """The pixels of the shorter side of the cover."""
    return _side(opened, longer=False)


def cover_long_side(opened: OpenedEpub) -> Iterator[Measured]:
    """The pixels of the longer side of the cover."""
    return _side(opened, longer=True)


def _side(opened: OpenedEpub, *, longer: bool) -> Iterator[Measured]:
    for href, kind, content in _cover(opened):
        if kind != _DRAWING:
            sides = _facts(content)[:2]
            yield Measured(href, float(max(sides) if longer else min(sides)))


def cover_ratio(opened: OpenedEpub) -> Iterator[Measured]:
    """The height of the cover in widths."""
    for href, _, content in _cover(opened):
        width, height, _ = _facts(content)
        if width:
            yield Measured(href, height / width)
