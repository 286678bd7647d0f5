"""Whether two images of different formats show the same picture."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageStat

_ALLOWED = 8.0  # of 255: the mean by which a photograph that is compressed again may differ
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError)


def is_same_picture(one: bytes, other: bytes) -> bool:
    """Whether they have the same size, colours and transparency."""
    try:
        ours, theirs = map(_pixels, (one, other))
    except _DAMAGED:
        return False
    if ours.size != theirs.size:
        return False
    return max(ImageStat.Stat(ImageChops.difference(ours, theirs)).mean) <= _ALLOWED


def _pixels(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGBA")
