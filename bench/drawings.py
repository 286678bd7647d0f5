"""The images of bench books: bars as SVG, bands of light as PNG, each generated from its name."""

from __future__ import annotations

import random
import struct
import zlib

_WIDTH, _HEIGHT = 480, 300  # pixels of a PNG


def drawing(name: str) -> bytes:
    """An SVG of twelve numbered bars, and a line across them."""
    rng = random.Random(name)
    bars = "".join(_bar(20 + 30 * n, rng, n + 1) for n in range(12))
    line = " ".join(f"{31 + 30 * n},{rng.randint(20, 180)}" for n in range(12))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 220" width="400" height="220">'
        f'{bars}<polyline points="{line}" fill="none" stroke="#333333" stroke-width="2"/>'
        '<path d="M15 10V200H390" fill="none" stroke="#000000"/></svg>\n'
    ).encode()


def _bar(left: int, rng: random.Random, number: int) -> str:
    height, colour = rng.randint(20, 180), rng.randrange(0x222222, 0xCCCCCC)
    return (
        f'<rect x="{left}" y="{200 - height}" width="22" height="{height}" fill="#{colour:06x}"/>'
        f'<text x="{left + 11}" y="214" font-size="9" text-anchor="middle" '
        f'font-family="Source Sans 3">{number}</text>'
    )


def photograph(name: str) -> bytes:
    """A PNG of bands around a bright spot, as hard to compress as a simple photograph."""
    rng = random.Random(name)
    left, top = rng.random() * _WIDTH, rng.random() * _HEIGHT
    rows = b"".join(b"\0" + _row(y, left, top) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)  # PNG, 11.2.2
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _row(y: int, left: float, top: float) -> bytes:
    row = bytearray()
    for x in range(_WIDTH):
        far = ((x - left) ** 2 + (y - top) ** 2) ** 0.5
        row += bytes((int(far * 1.3) & 255, int(x * 0.5 + y * 0.2) & 255, (x ^ y) & 255))
    return bytes(row)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
