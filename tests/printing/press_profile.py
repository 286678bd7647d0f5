"""The colour profile of a press that does not exist: small, and enough to convert colours by.

ISO 15076-1: a profile of the class prtr for CMYK, with tables of eight bits (lut8Type) between its
inks and CIELAB.
"""

from __future__ import annotations

import itertools
import struct

_GRID = 9  # points of a table along each axis
_WHITE = (0.9642, 1.0, 0.8249)  # D50
Triple = tuple[float, float, float]


_EDITION = """
[editions.{name}]
format = "print"
printer = "{printer}"
inks = "{inks}"
colour-profile = "press.icc"
bleed = true
"""


def print_edition(name: str, printer: str, inks: str) -> str:
    """The table of an edition for that press, whose profile is `press.icc` beside the manifest."""
    return _EDITION.format(name=name, printer=printer, inks=inks)


def press_profile() -> bytes:
    """The bytes of the profile."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 6) + b"press\0" + b"\0" * 79,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, _WHITE)),
        b"A2B0": _table(4, 3, _lab_of_inks),
        b"B2A0": _table(3, 4, _inks_of_lab),
    }
    offset = 128 + 4 + 12 * len(tags)
    directory, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        content += b"\0" * (-len(content) % 4)
        directory += name + struct.pack(">II", offset + len(data), len(content))
        data += content
    size = offset + len(data)
    header = struct.pack(">I", size) + b"\0\0\0\0" + struct.pack(">I", 0x02400000)
    header += b"prtrCMYKLab " + b"\0" * 12 + b"acsp" + b"\0" * 28
    header += b"".join(map(_fixed, _WHITE))
    return header.ljust(128, b"\0") + directory + data


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _table(inputs: int, outputs: int, convert: object) -> bytes:
    identity = bytes(range(256))
    head = b"mft1\0\0\0\0" + bytes((inputs, outputs, _GRID, 0))
    matrix = b"".join(_fixed(float(a == b)) for a in range(3) for b in range(3))
    axis = [step / (_GRID - 1) for step in range(_GRID)]
    points = itertools.product(axis, repeat=inputs)
    cells = b"".join(bytes(_byte(part) for part in convert(point)) for point in points)  # type: ignore[operator]
    return head + matrix + identity * inputs + cells + identity * outputs


def _byte(part: float) -> int:
    return min(max(round(part * 255), 0), 255)


def _lab_of_inks(inks: tuple[float, ...]) -> Triple:
    *colours, black = inks
    red, green, blue = ((1 - ink) * (1 - black) for ink in colours)
    return _lab((red, green, blue))


def _inks_of_lab(lab: tuple[float, ...]) -> tuple[float, ...]:
    red, green, blue = _rgb(lab)
    black = 1 - max(red, green, blue)
    light = max(1 - black, 1e-6)
    # All four inks in a shadow, as profiles of presses have them: beyond every limit.
    colours = (min((1 - part) / light + black / 2, 1) for part in (red, green, blue))
    return (*colours, black)


def _lab(rgb: Triple) -> Triple:
    linear = [part**2.2 for part in rgb]
    xyz = (
        0.436 * linear[0] + 0.385 * linear[1] + 0.143 * linear[2],
        0.222 * linear[0] + 0.717 * linear[1] + 0.061 * linear[2],
        0.014 * linear[0] + 0.097 * linear[1] + 0.714 * linear[2],
    )
    x, y, z = (_root(part / white) for part, white in zip(xyz, _WHITE, strict=True))
    light, a, b = 116 * y - 16, 500 * (x - y), 200 * (y - z)
    return light / 100, (a + 128) / 255, (b + 128) / 255


def _rgb(lab: tuple[float, ...]) -> Triple:
    light, a, b = lab[0] * 100, lab[1] * 255 - 128, lab[2] * 255 - 128
    y = (light + 16) / 116
    parts = zip((y + a / 500, y, y - b / 200), _WHITE, strict=True)
    x, y, z = (_cube(part) * white for part, white in parts)
    linear = (
        3.134 * x - 1.617 * y - 0.491 * z,
        -0.979 * x + 1.916 * y + 0.033 * z,
        0.072 * x - 0.229 * y + 1.405 * z,
    )
    red, green, blue = (min(max(part, 0), 1) ** (1 / 2.2) for part in linear)
    return red, green, blue


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116


def _cube(value: float) -> float:
    return value**3 if value**3 > 0.008856 else (value - 16 / 116) / 7.787
