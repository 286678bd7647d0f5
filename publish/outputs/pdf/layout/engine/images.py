"""Images that the layout engine cannot draw, or would degrade, in a form that it draws unchanged.

WeasyPrint 70 has no colour space for greys of 16 bits.
"""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageChops

_HEAD = struct.Struct(">8s16xBB")  # of a PNG: its signature, bit depth, colour type
_DEEP_GREY = (b"\x89PNG\r\n\x1a\n", 16, 0)


def printable(content: bytes) -> bytes:
    """An image in a form that the engine draws unchanged; most have it already."""
    if len(content) >= _HEAD.size and _HEAD.unpack_from(content) == _DEEP_GREY:
        return _in_8_bits(content)
    return content


def _in_8_bits(content: bytes) -> bytes:
    """Greys of 16 bits in 8; the grey that is transparent stays so (PNG 3, 11.3.1.1)."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        samples, transparent = image.tobytes(), image.info.get("transparency")
        low, high = (Image.frombytes("L", image.size, samples[byte::2]) for byte in (0, 1))
    shown = high
    if transparent is not None:
        same = ImageChops.darker(_equal(high, transparent >> 8), _equal(low, transparent & 0xFF))
        shown = Image.merge("LA", (high, ImageChops.invert(same)))
    return _encoded(shown, "PNG")


def _equal(image: Image.Image, value: int) -> Image.Image:
    return image.point([255 * (each == value) for each in range(256)])


def _encoded(image: Image.Image, kind: str, **settings: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()
