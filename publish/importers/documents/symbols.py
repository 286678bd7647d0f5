"""Characters of the fonts of symbols that word processors use, which other fonts do not have.

They are in the private area of Unicode: 0xF000 and the place in the font. The table has those of
Wingdings, with which lists and tables are ticked, and those of Symbol whose places are free there.
"""

from __future__ import annotations

from collections.abc import Sequence

from publish.importers.documents.tree import Node, walk

_BY_PLACE = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x76: "❖", 0x9F: "•", 0xA3: "≤", 0xA7: "▪", 0xA8: "◻", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOLS = {0xF000 + place: character for place, character in _BY_PLACE.items()}


def write_symbols(blocks: Sequence[Node]) -> None:
    """Exchange such characters of blocks for those of Unicode."""
    for node in walk(list(blocks)):
        if node["t"] == "Str" and not node["c"].isascii():
            node["c"] = node["c"].translate(_SYMBOLS)
