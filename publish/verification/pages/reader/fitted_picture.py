"""Whether an image is a picture of the book that was made smaller or converted for a shop."""

from __future__ import annotations

import io

import resvg_py
from PIL import Image, ImageChops, ImageStat

_SIDE = 24  # coarse pixels
_ALLOWED = 14.0  # of 255: the words of a drawing, which depend on fonts, differ by as much
_SHAPE = 0.02  # by which height and width may differ after rounding
_GLANCE = 480  # pixels of a drawing that is compared
_DRAWING = "image/svg+xml"
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError)


def difference(image: bytes, original: bytes, media_type: str) -> float:
    """By how much they differ, of 255; infinite for pictures of another shape, or damaged ones."""
    try:
        shown, right = _open(image), _open(_drawn(original) if media_type == _DRAWING else original)
    except _DAMAGED:
        return float("inf")
    ratio = shown.width * right.height / (shown.height * right.width)
    if abs(ratio - 1) > _SHAPE + 2 / min(*shown.size, *right.size):
        return float("inf")
    pair = (each.resize((_SIDE, _SIDE), Image.Resampling.BOX) for each in (shown, right))
    return max(ImageStat.Stat(ImageChops.difference(*pair)).mean)


def is_alike(value: float) -> bool:
    """Whether such a difference is none."""
    return value <= _ALLOWED


def is_blank(image: bytes) -> bool:
    """Whether an image shows nothing, or cannot be read."""
    try:
        return all(low == high for low, high in _open(image).getextrema())  # type: ignore[misc]
    except _DAMAGED:
        return True


def _open(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        picture = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _drawn(drawing: bytes) -> bytes:
    """A PNG of a drawing without fonts."""
    source = drawing.decode("utf-8", "replace")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=source, width=_GLANCE, height=_GLANCE, dpi=96, skip_system_fonts=True
        )
    )
