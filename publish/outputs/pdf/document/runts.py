"""Keeps the last words of a paragraph together, so that no short word is alone on its last line."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import NOWRAP, X
from publish.model.script import strong_directions

# The last line should be longer than the indent of the next: a word of six characters with its
# full stop is.
_SHORT = 6
# Two long words tied together would shorten the line before more than a short last line would.
_LONG = 18
_HAS_RTL = etree.XPath("boolean(//@dir[. != 'ltr'])")
_DIRECTION = etree.XPath("string(ancestor-or-self::*[@dir != ''][1]/@dir)")


def avoid_runts(root: etree._Element) -> None:
    """Tie a short last word of each paragraph to the word before it."""
    has_rtl = bool(_HAS_RTL(root))
    for paragraph in root.iter(f"{X}p"):
        last = paragraph[-1] if len(paragraph) else None
        text = ((paragraph.text if last is None else last.tail) or "").rstrip()
        words = text.split(" ")
        if len(words) < 3 or len(words[-1]) > _SHORT or len(words[-2]) > _LONG:
            continue
        tied = " ".join(words[-2:])
        if (has_rtl or not tied.isascii()) and runs_against(tied, paragraph):
            continue
        span = etree.SubElement(paragraph, f"{X}span", {"class": NOWRAP})
        span.text = tied
        if last is None:
            paragraph.text = text[: -len(tied)]
        else:
            last.tail = text[: -len(tied)]


def runs_against(text: str, node: etree._Element) -> bool:
    """Whether a text runs against the direction of the element that contains it.

    The engine sets the elements of a line in the line's direction: words in an element of their own
    would change places with those before them.
    """
    direction = str(_DIRECTION(node)) or "ltr"
    return any(each != direction for each in strong_directions(text))
