"""Lets long words of a listing break, at their marks if they can.

The engine breaks a word anywhere only if a row begins with it and no token ends in it, so that one
of several tokens would run out of the listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from publish.model.markup import CODE_LINE, has_class
from publish.outputs.pdf.layout.engine.long_words import BREAK, break_places

_SHORT = 20  # characters that fit into every row
_WORD = re.compile(rf"\S{{{_SHORT + 1},}}")


class _Token(NamedTuple):
    """The text or tail of an element, and where it begins in its line."""

    node: Element
    attribute: str
    text: str
    start: int


def break_code_lines(root: Element) -> None:
    """Let the long words of all listings break."""
    for line in root.iter("span"):
        if has_class(line, CODE_LINE) and _WORD.search("".join(line.itertext())):
            _break_line(line)


def _break_line(line: Element) -> None:
    tokens = list(_tokens(line))
    text = "".join(token.text for token in tokens)
    ends = {token.start for token in tokens}
    places = sorted(place for word in _WORD.finditer(text) for place in _places(word, ends))
    for token in tokens:
        own = [each - token.start for each in places]
        own = [each for each in own if 0 < each <= len(token.text)]
        parts = [token.text[i:j] for i, j in pairwise([0, *own, len(token.text)])]
        setattr(token.node, token.attribute, BREAK.join(parts))


def _tokens(line: Element) -> Iterator[_Token]:
    start = 0
    for node in line.iter():
        pieces = [("text", node.text), ("tail", node.tail if node is not line else None)]
        for attribute, text in pieces:
            if text:
                yield _Token(node, attribute, text, start)
                start += len(text)


def _places(word: re.Match[str], ends: set[int]) -> Iterator[int]:
    """Where a word may break: at its marks, and a long part between them at its tokens."""
    marks = [word.start() + each for each in break_places(word[0])]
    yield from marks
    for start, end in pairwise([word.start(), *marks, word.end()]):
        if end - start > _SHORT:
            yield from (each for each in ends if start < each < end)
