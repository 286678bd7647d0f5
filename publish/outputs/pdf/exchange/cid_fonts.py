"""Makes the codes of Chinese and Japanese fonts mean what a reader of the file takes them for.

The layout engine writes the index of a glyph where the file promises a character identifier (CID).
In a CID-keyed font of compact outlines these differ (ISO 32000-1, 9.7.4.2): readers that go by the
book show other signs or none. Here every glyph gets its own index for a CID.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

_OUTLINES = "CFF "


def number_glyphs(pdf: pikepdf.Pdf) -> None:
    """Renumber the CIDs of every embedded OpenType font that is keyed by them."""
    for entry in pdf.objects:
        if not isinstance(entry, pikepdf.Dictionary) or entry.get("/Type") != "/FontDescriptor":
            continue
        program = entry.get("/FontFile3")
        if program is not None and program.get("/Subtype") == "/OpenType":
            content = program.read_bytes()
            if (numbered := renumbered(content)) is not content:
                program.write(numbered)


def renumbered(content: bytes) -> bytes:
    """A font file whose glyphs have their own indices for CIDs; the same where they had."""
    if content[:4] != b"OTTO":
        return content
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    if not _number(font):
        return content
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _number(font: TTFont) -> bool:
    """Whether the font had CIDs of its own, which are now its indices."""
    if _OUTLINES not in font:
        return False
    outlines: Any = font[_OUTLINES].cff.topDictIndex[0]
    if not hasattr(outlines, "ROS"):
        return False
    old = list(outlines.charset)
    new = [".notdef", *(f"cid{index:05d}" for index in range(1, len(old)))]
    glyphs = outlines.CharStrings.charStrings
    outlines.CharStrings.charStrings = {
        name: glyphs[before] for name, before in zip(new, old, strict=True)
    }
    outlines.charset = new
    font.setGlyphOrder(new)
    return True
