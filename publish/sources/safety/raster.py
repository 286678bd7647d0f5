"""Raster images: their type and size, and whether they can be decoded to the end."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, UnidentifiedImageError

from publish.config import limits

_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
# A camera's JPEG with further images after the one that every reader shows (CIPA DC-007).
_TYPES = {**_FORMATS, "MPO": "image/jpeg"}


def check_raster(content: bytes) -> str:
    """The media type of an image that decodes fully.

    Raises `ValueError` for one that is too large, and for a damaged one whatever Pillow raises.
    """
    try:
        return _decoded(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(str(error)) from None


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of an image in pixels."""
    with _opened(content) as image:
        return image.size


def _decoded(content: bytes) -> str:
    with warnings.catch_warnings(), _truncation_refused():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _opened(content) as image:
            width, height = image.size
            if width * height > limits.IMAGE_PIXELS:
                raise ValueError(f"{width} × {height} pixels, more than {limits.IMAGE_PIXELS:,}")
            media_type = _TYPES[image.format or ""]
            image.verify()
        with _opened(content) as image:
            image.load()
    return media_type


@contextmanager
def _truncation_refused() -> Iterator[None]:
    """Refuse truncated images, whatever else in this process has set in Pillow."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _opened(content: bytes) -> Image.Image:
    try:  # only these formats: some of Pillow's other readers start programs
        return Image.open(io.BytesIO(content), formats=list(_FORMATS))
    except UnidentifiedImageError:
        raise ValueError("not a PNG, JPEG, WebP, GIF or SVG") from None
