"""Makes verse as wide as its longest line, for a theme that centres it, and for its numbers.

Numbers in the margin would be too far from short lines. The layout engine cannot make a block as
wide as its lines. Beside numbers their width is estimated, rather too wide, since a line that is
wider than the block would turn over; to centre a block, it is measured in the face of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from publish.model.markup import LINE, LINE_NUMBER, classes_of, has_class
from publish.render.theme import Font

_CHARACTER = 0.42  # em, more than in lines of some length
_WIDE = 1.0  # em, of Chinese and Japanese characters
_IDEOGRAPHS = "\u2e80"  # from here on
_STEP = 1.5  # em, as the style sheet has it
_NUMBER = 2.25  # em, with an em before it
_SPARE = 0.15  # em: italics and small capitals in a line are no wider by more


def set_widths_of_verse(
    root: etree._Element, variables: Mapping[str, Any], fonts: Iterable[Font]
) -> None:
    """Give blocks of verse the width of their longest line: all, or those with numbered lines."""
    if variables["verse"] != "centred":
        narrow_numbered_verse(root)
        return
    measure = _measure(variables["serif"], fonts)
    for verse in [each for each in root.iter("{*}div") if has_class(each, "verse")]:
        lines = [line for line in verse.iter("{*}span") if has_class(line, LINE)]
        room = _NUMBER if any(has_class(each, LINE_NUMBER) for each in verse.iter("{*}span")) else 0
        width = max((measure(_text(line)) + _indent(line) for line in lines), default=0)
        verse.set("style", f"width: {width + room + _SPARE:.2f}em; max-width: 100%")


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


def _measure(family: str, fonts: Iterable[Font]) -> Callable[[str], float]:
    """A function that gives the width of words in the upright of a family, in em."""
    import uharfbuzz as hb  # for books with verse that is centred

    paths = (each.path for each in fonts if each.family == family and each.style == "normal")
    path = next(paths, None)
    if path is None:
        return lambda words: len(words) * _CHARACTER
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    font = hb.Font(face)

    def measure(words: str) -> float:
        buffer = hb.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        return float(sum(each.x_advance for each in buffer.glyph_positions) / face.upem)

    return measure


def _text(line: etree._Element) -> str:
    """The words of a line without its number."""
    number = next((each for each in line if has_class(each, LINE_NUMBER)), None)
    words = "".join(line.itertext())
    return words if number is None else words.removesuffix(number.text or "")


def _indent(line: etree._Element) -> float:
    step = re.search(r"indent-(\d)", " ".join(classes_of(line)))
    return int(step[1]) * _STEP if step else 0


def _width(line: etree._Element) -> float:
    """The width of a line in em, with its indent."""
    words = "".join(line.itertext())
    wide = sum(character >= _IDEOGRAPHS for character in words)
    width = (len(words) - wide) * _CHARACTER + wide * _WIDE
    return width + _indent(line)
