"""Lengths as manifests write them, in points."""

from __future__ import annotations

import re

POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 720 / 25.4}  # of each unit
_LENGTH = re.compile(rf"(\d+(?:\.\d+)?)({'|'.join(POINTS)})")
PATTERN = f"^{_LENGTH.pattern}$"


def points(length: str) -> float:
    """The points of a length such as "3mm" or "0.125in"; raises `ValueError` for anything else."""
    match = _LENGTH.fullmatch(length)
    if match is None:
        raise ValueError(length)
    return float(match[1]) * POINTS[match[2]]


def in_millimetres(length: float) -> str:
    """Points as millimetres, for messages."""
    return f"{length / POINTS['mm']:.1f} mm"
