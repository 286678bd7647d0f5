"""Lengths and sizes in style sheets, in points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SIDES = ("top", "right", "bottom", "left")
_INCH = 72.0
_MM = _INCH / 25.4
_UNITS = {
    "pt": 1.0, "px": 0.75, "pc": 12.0, "in": _INCH, "cm": 10 * _MM, "mm": _MM, "q": _MM / 4,
}  # fmt: skip
_SHEETS = {
    "a5": (148 * _MM, 210 * _MM),
    "a4": (210 * _MM, 297 * _MM),
    "a3": (297 * _MM, 420 * _MM),
    "b5": (176 * _MM, 250 * _MM),
    "b4": (250 * _MM, 353 * _MM),
    "jis-b5": (182 * _MM, 257 * _MM),
    "jis-b4": (257 * _MM, 364 * _MM),
    "letter": (8.5 * _INCH, 11 * _INCH),
    "legal": (8.5 * _INCH, 14 * _INCH),
    "ledger": (11 * _INCH, 17 * _INCH),
}
# By how many values a shorthand has: which of them is that of each side.
_EDGES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


class NotFixed(ValueError):
    """A value that is not a fixed length."""


def points(token: Any, whole: float) -> float:
    """A length, or a percentage of a whole one."""
    if token.type == "percentage":
        return float(token.value) * whole / 100
    if token.type == "dimension" and token.lower_unit in _UNITS:
        return float(token.value) * _UNITS[token.lower_unit]
    if token.type == "number" and token.value == 0:
        return 0.0
    raise NotFixed


def may_be_negative(token: Any) -> bool:
    """Whether a length in any unit is or may be less than nothing."""
    if token.type in ("number", "dimension", "percentage"):
        return bool(token.value < 0)
    return bool(token.type == "function")


def edges(tokens: Sequence[Any]) -> list[Any]:
    """The four values of a shorthand, in the order of `SIDES`."""
    values = [token for token in tokens if token.type != "whitespace"]
    if len(values) not in _EDGES:
        raise NotFixed
    return [values[place] for place in _EDGES[len(values)]]


def page_size(tokens: Sequence[Any]) -> tuple[float, float]:
    """Width and height as `size` gives them; A4 without any."""
    words = [token.lower_value for token in tokens if token.type == "ident"]
    lengths = [points(each, 0) for each in tokens if each.type not in ("ident", "whitespace")]
    named = [_SHEETS[word] for word in words if word in _SHEETS] or [_SHEETS["a4"]]
    width, height = (lengths[0], lengths[-1]) if lengths else named[0]
    if "landscape" in words:
        return max(width, height), min(width, height)
    return width, height
