"""Pictures that the layout engine would not draw, or would spoil, in a form that it draws as it is.

WeasyPrint 70 has no colour space for greys of 16 bits, and compresses a photograph that its camera
held upright anew, at the quality that Pillow takes for a draft.
"""

from __future__ import annotations

import io
import struct

from PIL import ExifTags, Image, ImageChops, ImageOps, JpegImagePlugin

_HEAD = struct.Struct(">8s16xBB")  # of a PNG: its signature, bits of a sample, kind of colour
_DEEP_GREY = (b"\x89PNG\r\n\x1a\n", 16, 0)
_JPEG, _EXIF = b"\xff\xd8\xff", b"Exif\0\0"


def printable(content: bytes) -> bytes:
    """A picture as the engine is to have it; most are that already."""
    if len(content) >= _HEAD.size and _HEAD.unpack_from(content) == _DEEP_GREY:
        return _shallow(content)
    if content.startswith(_JPEG) and _EXIF in content:
        return _turned(content)
    return content


def _shallow(content: bytes) -> bytes:
    """Greys of 16 bits in 8; the one that the file names as clear is so still (PNG 3, 11.3.1.1)."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        samples, clear = image.tobytes(), image.info.get("transparency")
        low, high = (Image.frombytes("L", image.size, samples[byte::2]) for byte in (0, 1))
    shown = high
    if clear is not None:
        same = ImageChops.darker(_equal(high, clear >> 8), _equal(low, clear & 0xFF))
        shown = Image.merge("LA", (high, ImageChops.invert(same)))
    return _saved(shown, "PNG")


def _equal(image: Image.Image, value: int) -> Image.Image:
    return image.point([255 * (each == value) for each in range(256)])


def _turned(content: bytes) -> bytes:
    """A photograph as it is to be seen, as finely compressed as it came."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as image:
        if image.getexif().get(ExifTags.Base.Orientation, 1) == 1:
            return content
        sampling = JpegImagePlugin.get_sampling(image)
        settings = {"qtables": image.quantization, "subsampling": max(sampling, 0)}
        return _saved(ImageOps.exif_transpose(image), "JPEG", **settings)


def _saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()
