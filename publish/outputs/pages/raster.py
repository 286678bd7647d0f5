"""Converts raster images, the same way every time."""

from __future__ import annotations

import io

from PIL import Image

from publish.model.image_types import ENCODINGS

_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG"}


def converted(content: bytes, media_type: str) -> bytes:
    """An image as PNG or JPEG, in its own colour profile."""
    file, kind = io.BytesIO(), _KINDS[media_type]
    with Image.open(io.BytesIO(content), formats=["WEBP"]) as image:
        profile = {"icc_profile": found} if (found := image.info.get("icc_profile")) else {}
        image.load()
        image.save(file, kind, **ENCODINGS[kind], **profile)
    return file.getvalue()
