"""The sizes of trimmed pages: by name, or as width and height."""

from __future__ import annotations

import re

from publish.model.lengths import POINTS

_MM = POINTS["mm"]
# ISO 216; the formats of British books; US paper. Width and height in millimetres.
_NAMED = {
    "A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "A-format": (110, 178),
    "B-format": (129, 198), "Demy": (138, 216), "Royal": (156, 234), "Crown-quarto": (189, 246),
    "Letter": (215.9, 279.4),
}  # fmt: skip
NAMES = tuple(_NAMED)
_SIZE = re.compile(r"(\d{1,3}(?:\.\d+)?)x(\d{1,3}(?:\.\d+)?)(mm|in)")
_LEAST, _MOST = 180.0, 1440.0  # points (2.5 and 20 inches): a page that can be set and bound


def trim_size(trim: str) -> tuple[float, float] | None:
    """Width and height in points of "A5", "6x9in" or "170x240mm"; None for anything else."""
    if trim in _NAMED:
        width, height = _NAMED[trim]
        return round(width * _MM, 2), round(height * _MM, 2)
    match = _SIZE.fullmatch(trim)
    if match is None:
        return None
    width, height = (round(float(side) * POINTS[match[3]], 2) for side in match.group(1, 2))
    is_page = min(width, height) >= _LEAST and max(width, height) <= _MOST
    return (width, height) if is_page else None
