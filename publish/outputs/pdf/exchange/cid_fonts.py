"""Character identifiers (CIDs) of Chinese and Japanese fonts, set to what the file promises.

The layout engine writes the index of a glyph where the file promises a CID. In a CID-keyed font
of compact outlines these differ (ISO 32000-1, 9.7.4.2): readers that follow the specification show
other characters or none. Here every glyph gets its own index as its CID.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    import pikepdf

_OUTLINES = "CFF "


def renumber_cids(pdf: pikepdf.Pdf) -> None:
    """Renumber the CIDs of every embedded CID-keyed OpenType font."""
    import pikepdf  # slow: layout processes need the other function alone

    for entry in pdf.objects:
        if not isinstance(entry, pikepdf.Dictionary) or entry.get("/Type") != "/FontDescriptor":
            continue
        program = entry.get("/FontFile3")
        if program is not None and program.get("/Subtype") == "/OpenType":
            content = program.read_bytes()
            if (renumbered := with_glyph_cids(content)) is not content:
                program.write(renumbered)


def with_glyph_cids(content: bytes) -> bytes:
    """A font file in which the CID of each glyph is its index; the same where it was so."""
    if content[:4] != b"OTTO":
        return content
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    if not _renumber(font):
        return content
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _renumber(font: TTFont) -> bool:
    """Replace the font's own CIDs by glyph indices; returns whether it had any."""
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
