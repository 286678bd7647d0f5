"""Sets the numbers of verse beside its longest line: the margin would be too far from short lines.

The layout engine cannot make a block as wide as its lines; their width is estimated here, rather
too wide, since a line that is wider than the block would turn over.
"""

from __future__ import annotations

import re

from lxml import etree

from publish.model.markup import LINE, LINE_NUMBER, classes_of, has_class

_CHARACTER = 0.42  # em, more than in lines of some length
_WIDE = 1.0  # em, of Chinese and Japanese characters
_IDEOGRAPHS = "\u2e80"  # from here on
_STEP = 1.5  # em, as the style sheet has it
_NUMBER = 2.25  # em, with an em before it


def narrow_numbered_verse(root: etree._Element) -> None:
    """Give each block with numbered lines the width of the longest of them."""
    numbers = [each for each in root.iter("{*}span") if has_class(each, LINE_NUMBER)]
    blocks = {verse: None for number in numbers if (verse := _verse(number)) is not None}
    for verse in blocks:
        lines = [line for line in verse.iter("{*}span") if has_class(line, LINE)]
        width = max(map(_width, lines)) + _NUMBER
        verse.set("style", f"max-width: {width:g}em")


def _verse(number: etree._Element) -> etree._Element | None:
    return next((each for each in number.iterancestors("{*}div") if has_class(each, "verse")), None)


def _width(line: etree._Element) -> float:
    """The width of a line in em, with its indent."""
    step = re.search(r"indent-(\d)", " ".join(classes_of(line)))
    words = "".join(line.itertext())
    wide = sum(character >= _IDEOGRAPHS for character in words)
    width = (len(words) - wide) * _CHARACTER + wide * _WIDE
    return width + (int(step[1]) * _STEP if step else 0)
