"""Noncharacters of Unicode that the parser puts in, and that later steps replace.

No text contains them: the manuscript is refused where it has any (`config.text`).
"""

from __future__ import annotations

QUOTES = "\ufdd0\ufdd1\ufdd2\ufdd3"  # outer and inner, opening and closing
EM, EN, ELLIPSIS = "\ufdd4", "\ufdd5", "\ufdd6"
CONTINUED = "\ufdd8"  # the outer opening mark at the head of a paragraph that continues a speech
INDENT = "\ufdd7"  # one step of indentation of a line of verse
MASK_DIGITS, MASK_END = (
    "\ufde0\ufde1\ufde2\ufde3\ufde4\ufde5\ufde6\ufde7\ufde8\ufde9",
    "\ufdea",
)  # comments
