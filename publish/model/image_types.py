"""The types of images that a book may have (EPUB 3.3, 3.2: core media types of images)."""

from __future__ import annotations

from typing import Any

SVG_TYPE = "image/svg+xml"

# The suffixes of each type, of which the first is the usual one.
IMAGE_SUFFIXES = {
    SVG_TYPE: (".svg",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
}

# How images that are made anew are written. A photograph is compressed again: at this quality, with
# full colours, nobody sees a difference. The highest level of PNG takes eight times as long, for
# files that are a sixteenth smaller.
ENCODINGS: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 7},
    "JPEG": {"quality": 95, "subsampling": 0},
}
