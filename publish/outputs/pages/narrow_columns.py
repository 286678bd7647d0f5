"""Chances to break long words of tables that are wider than a phone, as `wbr` elements.

A table is as wide as the longest words of its columns together, and nothing beyond the edge of a
screen can be read in a reader with pages. Style sheets hide the chances where there is room.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import ceil

from lxml import etree

from publish.model.markup import BREAKS, MATH, SMALLER, add_classes, has_class
from publish.model.xhtml import element

_ROOM, _MORE_ROOM = 45, 58  # characters of small type in 320 pixels, and of smaller type
_SHORT = 6  # characters: where no more are in a line of a column, the type is smaller
_BETWEEN = 1  # characters between two columns
_NARROWEST = 3  # characters of a column
_MARKS = re.compile(r"(?<=[^\W\d_])(?=[(\[])|(?<=[-_./,:;=+|\\)\]}–—])(?=\w)")
_WORD = re.compile(r"\S+")
_CODE = 1.2  # of the width of other text


def break_long_words(table: etree._Element) -> None:
    """Insert chances into the words that are longer than their column on a phone can be."""
    columns = _columns(table)
    widths = {number: max(map(_widest, cells)) for number, cells in columns.items()}
    limit = _limit(widths, _ROOM)
    if limit < min(_SHORT, max(widths.values(), default=0)):
        add_classes(table, SMALLER)
        limit = _limit(widths, _MORE_ROOM)
    for number, width in widths.items():
        for cell in columns[number] if width > limit else ():
            if _widest(cell) > limit:
                add_classes(cell, BREAKS)
                _break_words(cell, limit)


def _columns(table: etree._Element) -> Mapping[int, list[etree._Element]]:
    """The cells that are in one column only, by the number of it; a `rowspan` is not followed."""
    columns = defaultdict(list)
    for row in table.iter("{*}tr"):
        number = 0
        for cell in row.iterchildren("{*}td", "{*}th"):
            span = int(cell.get("colspan", "1"))
            if span == 1:
                columns[number].append(cell)
            number += span
    return columns


def _limit(widths: Mapping[int, float], characters: int) -> int:
    """How long the words of any column may be, so that all columns fit."""
    room = characters - _BETWEEN * (len(widths) - 1)
    limit = int(max(widths.values(), default=0))
    while limit > _NARROWEST and sum(min(width, limit) for width in widths.values()) > room:
        limit -= 1
    return limit


def _widest(cell: etree._Element) -> float:
    """The length of the longest part that stays on one line."""
    if has_class(cell, "right"):  # a style sheet keeps it on one line
        return len(" ".join("".join(cell.itertext()).split()))
    words = (len(word) * width for text, width in _texts(cell) for word in text.split())
    return max(words, default=0)


def _texts(cell: etree._Element) -> Iterator[tuple[str, float]]:
    for node in cell.iter():
        if not isinstance(node.tag, str) or _is_formula(node):
            continue
        yield node.text or "", _CODE if node.tag.endswith("}code") else 1
        if node is not cell:
            yield node.tail or "", 1


def _is_formula(node: etree._Element) -> bool:
    return node.tag == MATH or next(node.iterancestors(MATH), None) is not None


def _break_words(cell: etree._Element, limit: int) -> None:
    for node in list(cell.iter(etree.Element)):
        if node.tag != MATH and not _is_formula(node):
            _break_text(node, limit)
        if node is not cell and node.getparent() is not None:
            _break_tail(node, limit)


def _break_text(node: etree._Element, limit: int) -> None:
    first, *others = _parts(node.text or "", limit)
    node.text = first
    for index, part in enumerate(others):
        node.insert(index, _chance(part))


def _break_tail(node: etree._Element, limit: int) -> None:
    parent = node.getparent()
    first, *others = _parts(node.tail or "", limit)
    if parent is None:
        return
    node.tail = first
    for offset, part in enumerate(others, start=parent.index(node) + 1):
        parent.insert(offset, _chance(part))


def _chance(following: str) -> etree._Element:
    chance = element("wbr")
    chance.tail = following
    return chance


def _parts(text: str, limit: int) -> Iterable[str]:
    """A text between the chances to break its long words."""
    places = [place for word in _WORD.finditer(text) for place in _places(word, limit)]
    return [text[start:end] for start, end in pairwise([0, *places, len(text)])]


def _places(word: re.Match[str], limit: int) -> Iterator[int]:
    """Where a word breaks: after its marks, or else into parts of about one length."""
    start, end = word.span()
    marks = [mark.start() for mark in _MARKS.finditer(word.string, start, end)]
    while (rest := end - start) > limit:
        equal = start + ceil(rest / ceil(rest / limit))
        start = max((mark for mark in marks if start < mark <= start + limit), default=equal)
        yield start
