"""The types of images that a book may have (EPUB 3.3, 3.2: core media types of images)."""

from __future__ import annotations

SVG_TYPE = "image/svg+xml"

# The suffixes of each type, of which the first is the usual one.
IMAGE_SUFFIXES = {
    SVG_TYPE: (".svg",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
}
