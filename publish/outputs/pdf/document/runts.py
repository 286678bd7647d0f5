"""Keeps what belongs together on one line, which the engine's line breaking does not know."""

from __future__ import annotations

from lxml import etree

from publish.model.script import strong_directions

_X = "{http://www.w3.org/1999/xhtml}"
# A last line should be longer than the indent of the next: a word of six signs with its stop is.
_SHORT = 6
# Two long words tied together would cost the line before more than a short last line does.
_LONG = 18
_TURNED = etree.XPath("boolean(//@dir[. != 'ltr'])")
_AROUND = etree.XPath("string(ancestor-or-self::*[@dir != ''][1]/@dir)")


def hold_last_words(root: etree._Element) -> None:
    """Tie a short last word of each paragraph to the word before it."""
    turned = bool(_TURNED(root))
    for paragraph in root.iter(f"{_X}p"):
        last = paragraph[-1] if len(paragraph) else None
        text = ((paragraph.text if last is None else last.tail) or "").rstrip()
        words = text.split(" ")
        if len(words) < 3 or len(words[-1]) > _SHORT or len(words[-2]) > _LONG:
            continue
        tied = " ".join(words[-2:])
        if (turned or not tied.isascii()) and runs_against(tied, paragraph):
            continue
        held = etree.SubElement(paragraph, f"{_X}span", {"class": "held"})
        held.text = tied
        if last is None:
            paragraph.text = text[: -len(tied)]
        else:
            last.tail = text[: -len(tied)]


def runs_against(text: str, node: etree._Element) -> bool:
    """Whether words in an element run against its line.

    The engine sets the elements of a line in the line's direction: words put into one of their own
    would change places with those before them.
    """
    around = str(_AROUND(node)) or "ltr"
    return any(way != around for way in strong_directions(text))
