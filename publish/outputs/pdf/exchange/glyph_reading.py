"""What the characters of a text are for programs that read glyphs: equal to others, or marks."""

from __future__ import annotations

import unicodedata


class _Readable(dict[int, str | None]):
    """Each character as it is compared; computed on first use."""

    def __missing__(self, code_point: int) -> str | None:
        category = unicodedata.category(chr(code_point))
        self[code_point] = {"Cf": None, "Zs": " "}.get(category, chr(code_point))
        return self[code_point]


_READABLE = _Readable()


def reads_as(shown: str, text: str) -> bool:
    """Whether a text reads as another, apart from kinds of spaces and format characters."""
    return shown == text or shown.translate(_READABLE) == text.translate(_READABLE)


class _Combining(dict[str, bool]):
    """Whether each character is drawn on or around another one; computed on first use."""

    def __missing__(self, character: str) -> bool:
        self[character] = unicodedata.category(character).startswith("M")
        return self[character]


_IS_COMBINING = _Combining()


def has_marks(text: str) -> bool:
    """Whether a text has combining marks, whose glyphs may be in another order than they are."""
    return not text.isascii() and any(map(_IS_COMBINING.__getitem__, text))
