"""The glyphs that characters have by themselves in the fonts of a painted document."""

from __future__ import annotations

from typing import Any

import uharfbuzz
from weasyprint.text.ffi import FROM_UNITS, pango


def nominal_glyph(font: Any, character: str) -> int:
    """The glyph of a character by itself; 0 where the font has none."""
    if not hasattr(font, "harfbuzz"):
        font.harfbuzz = uharfbuzz.Font(uharfbuzz.Face(font.file_content, font.index))
    return font.harfbuzz.get_nominal_glyph(ord(character)) or 0


def shown_glyph(stream: Any, pango_font: Any, font: Any, size: float, character: str) -> int:
    """The glyph of a character, with its text and its width in the font; 0 where it has none."""
    if glyph := nominal_glyph(font, character):
        font.to_unicode.setdefault(glyph, character)
        if glyph not in font.widths:
            extents = stream.ink_rect, stream.logical_rect
            pango.pango_font_get_glyph_extents(pango_font, glyph, *extents)
            font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    return glyph


def space_glyph(stream: Any, pango_font: Any, font: Any, size: float) -> int:
    """The glyph of a space, with its text and its width in the font; 0 where it has none."""
    if not hasattr(font, "space_glyph"):
        font.space_glyph = shown_glyph(stream, pango_font, font, size, " ")
    return int(font.space_glyph)
