"""How a picture looks from afar: a few coarse pixels, by which it is known from others.

That of a picture of the book is drawn by libraries that no writer draws its pages with.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from publish.cache import Cache, Memo, Slot, digest
from publish.model.xmlsafe import parse_own

if TYPE_CHECKING:  # for new pictures only
    from PIL import Image

# The edges of what is opaque, of 255, and red, green and blue of each coarse pixel inside them;
# empty for what shows nothing.
Look = bytes

DRAWING = "image/svg+xml"
_SIDE = 12  # coarse pixels, across and down
FINE = 10 * _SIDE  # pixels of the longer side from which they are made
_EDGES = 4  # bytes
_FAINT = 8  # of 255: what is less opaque belongs to no picture
_TEXT = "{http://www.w3.org/2000/svg}text"


class _LookInputs(msgspec.Struct, frozen=True):
    picture: str
    media_type: str


_LOOKS = Memo("picture-look", _LookInputs, bytes)


def look_of_picture(content: bytes, media_type: str, cache: Cache) -> Look:
    """That of the file of a picture; nothing for one that cannot be read."""
    inputs = _LookInputs(digest("picture", content), media_type)
    return _LOOKS.get(cache, inputs, lambda: _look(content, media_type))


def stored_look(image: str, cache: Cache) -> Slot[Look]:
    """Where the look of an image in a PDF is stored, under a digest of that image."""
    return _LOOKS.at(cache, _LookInputs(image, "application/pdf"))


def unlikeness(one: Look, other: Look, media_type: str) -> float:
    """By how much two pictures differ: the mean over all colours or over the edges, of 255.

    A drawing has no edges: on a page it ends where its lines do.
    """
    if not (one and other):
        return 255.0
    colours = _mean(one[_EDGES:], other[_EDGES:])
    return colours if media_type == DRAWING else max(colours, _mean(one[:_EDGES], other[:_EDGES]))


def _mean(one: bytes, other: bytes) -> float:
    return sum(abs(ours - theirs) for ours, theirs in zip(one, other, strict=True)) / len(one)


def coarse(picture: Image.Image) -> Look:
    """The look of a picture, of which only what is opaque counts, on white."""
    from PIL import Image  # for new pictures only

    picture = picture.convert("RGBA")
    opaque = picture.getchannel("A").point([0] * _FAINT + [255] * (256 - _FAINT)).getbbox()
    if opaque is None:
        return b""
    small = picture.resize((_SIDE, _SIDE), Image.Resampling.BOX, opaque)
    ground = Image.new("RGBA", small.size, "white")
    edges = [round(255 * at / side) for at, side in zip(opaque, picture.size * 2, strict=True)]
    return bytes(edges) + Image.alpha_composite(ground, small).convert("RGB").tobytes()


def _look(content: bytes, media_type: str) -> Look:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(_drawn(content) if media_type == DRAWING else content)) as image:
            image.draft("RGB", (FINE, FINE))
            return coarse(image)
    except (OSError, ValueError, SyntaxError, EOFError):
        return b""


def _drawn(drawing: bytes) -> bytes:
    """A PNG of a drawing without its words, which depend on fonts."""
    import resvg_py

    root = parse_own(drawing)
    for text in list(root.iter(_TEXT)):
        if (parent := text.getparent()) is not None:
            parent.remove(text)
    source = etree.tostring(root, encoding="unicode")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=source, width=FINE, height=FINE, dpi=96, skip_system_fonts=True
        )
    )
