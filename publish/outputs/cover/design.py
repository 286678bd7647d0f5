"""Colours and sizes of a drawn cover, on a screen and in print."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from publish.outputs.cover.pattern import MARGIN, WIDTH

_COLOURS = ("#16324f", "#5b1a1f", "#1f4037", "#3a2a56", "#5a3a12", "#173f4d")
# How much of white the bars of a pattern are; the colours are opaque, as a press prints them.
_WHITE = {"even": 0.86, "odd": 0.5, "missing": 0.5}


def bar_colours(field: str) -> Mapping[str, str]:
    """The colour of each kind of bar on a background, such as "#16324f"."""
    return {kind: _towards_white(field, share) for kind, share in _WHITE.items()}


def _towards_white(colour: str, share: float) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def background_colour(identifier: str) -> str:
    """One of a few dark colours, always the same for a book; white on each passes WCAG AAA."""
    return _COLOURS[hashlib.sha256(identifier.encode()).digest()[0] % len(_COLOURS)]


def subtitle_size(subtitle: str) -> int:
    """The size of the subtitle in pixels."""
    return 74 if len(subtitle) <= 60 else 56


def title_size(title: str) -> int:
    """The size of the title in pixels: the largest that sets it in about four lines.

    A character counts as 0.52 em wide (the mean of the text faces), an ideograph as one em.
    """
    width = WIDTH - 2 * MARGIN
    longest_word = max(_ems(word) for word in title.split())
    for size in range(230, 90, -5):
        if longest_word * size <= width and _ems(title) * size <= 3.4 * width:
            return size
    return 90


def _ems(text: str) -> float:
    return sum(1.0 if ord(character) > 0x2E80 else 0.52 for character in text)
