"""The cover in the size in which lists of books show it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from publish.model.book import Resource
from publish.model.image_types import SVG_TYPE

SMALL_COVER = "cover-small.jpg"
_SIZE = 320, 480  # twice the pixels of CSS, for screens that are as fine
_QUALITY = 82


def small_cover(cover: Resource) -> bytes:
    """The cover as a small JPEG on white; b"" for a drawing, which is small already."""
    if cover.media_type == SVG_TYPE:
        return b""
    with Image.open(BytesIO(cover.content)) as image:
        colours = image.convert("RGBA")
    ground = Image.new("RGBA", colours.size, "white")
    flat = Image.alpha_composite(ground, colours).convert("RGB")
    flat.thumbnail(_SIZE, Image.Resampling.LANCZOS)
    target = BytesIO()
    flat.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
