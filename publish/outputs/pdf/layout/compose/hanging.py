"""Punctuation that hangs in the margin, so that the edges of a text look straight.

The shares are of the width of a character; a line that begins or ends with it is that much wider.
"""

from __future__ import annotations

from publish.outputs.pdf.layout.compose.shaping import Word

_BEGINS = {
    **dict.fromkeys("\u2018\u201c\u201e\u201a'\"", 0.4),
    **dict.fromkeys("\u00ab\u2039", 0.3),
}
_ENDS = {
    **dict.fromkeys("-\u2010,.", 0.5), **dict.fromkeys("\u2019\u201d'\"", 0.4),
    **dict.fromkeys(":;\u00bb\u203a", 0.3), **dict.fromkeys("\u2013\u2014!?", 0.15),
}  # fmt: skip


def hanging(word: Word) -> tuple[float, float]:
    """By how much a word hangs at the beginning and at the end of a line."""
    if word.hanging is None:
        begins, ends = _BEGINS.get(word.text[0], 0.0), _ENDS.get(word.text[-1], 0.0)
        if word.is_plain and (begins or ends):
            begins, ends = begins * word.glyph_width(0), ends * word.glyph_width(-1)
        else:
            begins = ends = 0.0
        word.hanging = begins, ends
    return word.hanging
