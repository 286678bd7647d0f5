"""The words of a section's own text, each with the place where it begins.

Only words count that every edition has alike: those of links, calls, formulas, drawings and notes
are left out, since a reference may read "page 14" in print, and so is a run of mere signs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from publish.model.xhtml import X

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr math svg img".split()
)
_OPAQUE = frozenset({"a", "math"})
_DRAWN = frozenset({"svg", "img"})
_APART = frozenset({"footnote", "notes", "chart-data", "note-number", "heading", "opening"})

Skip = Callable[[etree._Element], bool]


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and where it begins: so many signs into the text of `node`, or behind it (`in_tail`).

    `skipped` are the links and formulas between the word before it and this one.
    """

    text: str
    node: etree._Element
    in_tail: bool
    offset: int
    skipped: tuple[etree._Element, ...]


def countable_words(root: etree._Element, skip: Skip) -> list[PlacedWord]:
    """The words of an element in reading order, without what `skip` names (sections below)."""
    reader = _Reader(skip)
    reader.inside(root)
    reader.end()
    return reader.words


class _Reader:
    def __init__(self, skip: Skip) -> None:
        self._skip = skip
        self.words: list[PlacedWord] = []
        self._signs: list[str] = []
        self._start: tuple[etree._Element, bool, int] | None = None
        self._passed: list[etree._Element] = []

    def inside(self, node: etree._Element) -> None:
        self._text(node, node.text or "", tail=False)
        for child in node:
            self._child(child)
            self._text(child, child.tail or "", tail=True)

    def _child(self, child: etree._Element) -> None:
        if not isinstance(child.tag, str):
            return
        name = etree.QName(child).localname
        if name in _OPAQUE or name in _DRAWN or self._apart(child):
            self.end()
            if name in _OPAQUE:
                self._passed.append(child)
            return
        if name not in _INLINE:
            self.end()
        self.inside(child)
        if name not in _INLINE:
            self.end()

    def _apart(self, node: etree._Element) -> bool:
        return not _APART.isdisjoint(node.get("class", "").split()) or self._skip(node)

    def _text(self, node: etree._Element, text: str, *, tail: bool) -> None:
        for offset, sign in enumerate(text):
            if sign.isspace():
                self.end()
                continue
            if self._start is None:
                self._start = (node, tail, offset)
            self._signs.append(sign)

    def end(self) -> None:
        """A word ends here, where one was begun."""
        word = "".join(self._signs)
        if self._start is not None and any(map(str.isalnum, word)):
            self.words.append(PlacedWord(word, *self._start, tuple(self._passed)))
            self._passed.clear()
        self._signs.clear()
        self._start = None


def is_section(node: etree._Element) -> bool:
    """Whether an element is a section with an id of its own, of the book or of a theme."""
    return node.tag == f"{X}section" and node.get("id") is not None
