"""Files that are not images, truncated images, and images too large for any machine."""

from __future__ import annotations

import io
import random
import zlib

from PIL import Image

from tests.hostile.drawings import chunk, png


def noise_image(kind: str) -> bytes:
    """An image of noise, which no format compresses to nothing."""
    content = io.BytesIO()
    noise = random.Random(7).randbytes(64 * 64 * 3)
    Image.frombytes("RGB", (64, 64), noise).save(content, kind)
    return content.getvalue()


SUFFIXES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
IMAGES = {
    "bomb-20000": png(20_000, 20_000),
    "bomb-10000": png(10_000, 10_000),
    "header-only": png(60_000, 60_000, b""),
    "no-rows": png(9, 9, b""),
    "no-width": png(0, 9),
    "words-bomb": png(9, 9, extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 90_000_000, 9))),
    "profile-bomb": png(9, 9, extra=chunk(b"iCCP", b"a\0\0" + zlib.compress(b"a" * 9_000_000, 9))),
    "empty": b"",
    "noise": random.Random(1).randbytes(5_000),
    "text": b"# A\n\nText.\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "bitmap": b"BM" + bytes(200),
}
