"""The words of a section's own text, each with the position where it begins.

Only words that are the same in all editions count. Those of links, calls, formulas, drawings and
notes are left out, since a reference may read "page 14" in print; so are words without letters and
digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from lxml import etree

from publish.model.markup import (
    CHART_DATA,
    FOOTNOTE,
    HEADING,
    NOTE_NUMBER,
    NOTES,
    X,
    classes_of,
)

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr math svg img".split()
)
_OPAQUE = frozenset({"a", "math"})
_DRAWN = frozenset({"svg", "img"})
_EXCLUDED_CLASSES = frozenset({FOOTNOTE, NOTES, CHART_DATA, NOTE_NUMBER, HEADING})
_HEADER = f"{X}header"  # of a section, with its heading

Skip = Callable[[etree._Element], bool]


class PlacedWord(msgspec.Struct, frozen=True):
    """A word that begins `offset` characters into the text of `node`, or into its tail (`in_tail`).

    `skipped` are the links and formulas between the previous word and this one.
    """

    text: str
    node: etree._Element
    in_tail: bool
    offset: int
    skipped: tuple[etree._Element, ...]


class WordStream(msgspec.Struct, frozen=True):
    """The words of an element in reading order, and the links and formulas after the last one."""

    words: Sequence[PlacedWord]
    skipped: Sequence[etree._Element]


def word_stream(root: etree._Element, skip: Skip) -> WordStream:
    """The words of an element and what is after them; `skip` is true for elements to leave out."""
    reader = _Reader(skip)
    reader.read(root)
    reader.end_word()
    return WordStream(reader.words, reader.skipped)


def countable_words(root: etree._Element, skip: Skip) -> Sequence[PlacedWord]:
    """The words of an element in reading order; `skip` is true for elements to leave out."""
    return word_stream(root, skip).words


class _Reader:
    def __init__(self, skip: Skip) -> None:
        self._skip = skip
        self.words: list[PlacedWord] = []
        self._characters: list[str] = []
        self._start: tuple[etree._Element, bool, int] | None = None
        self.skipped: list[etree._Element] = []

    def read(self, node: etree._Element) -> None:
        self._read_text(node, node.text or "", tail=False)
        for child in node:
            self._read_child(child)
            self._read_text(child, child.tail or "", tail=True)

    def _read_child(self, child: etree._Element) -> None:
        if not isinstance(child.tag, str):
            return
        name = etree.QName(child).localname
        if name in _OPAQUE or name in _DRAWN or self._is_excluded(child):
            self.end_word()
            if name in _OPAQUE:
                self.skipped.append(child)
            return
        if name not in _INLINE:
            self.end_word()
        self.read(child)
        if name not in _INLINE:
            self.end_word()

    def _is_excluded(self, node: etree._Element) -> bool:
        is_apart = node.tag == _HEADER or not _EXCLUDED_CLASSES.isdisjoint(classes_of(node))
        return is_apart or self._skip(node)

    def _read_text(self, node: etree._Element, text: str, *, tail: bool) -> None:
        for offset, character in enumerate(text):
            if character.isspace():
                self.end_word()
                continue
            if self._start is None:
                self._start = (node, tail, offset)
            self._characters.append(character)

    def end_word(self) -> None:
        """Add the word that was begun, if any."""
        word = "".join(self._characters)
        if self._start is not None and any(map(str.isalnum, word)):
            self.words.append(PlacedWord(word, *self._start, tuple(self.skipped)))
            self.skipped.clear()
        self._characters.clear()
        self._start = None


def is_section(node: etree._Element) -> bool:
    """Whether an element is a section with an id, of the book or of a theme."""
    return node.tag == f"{X}section" and node.get("id") is not None
