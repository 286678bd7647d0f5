"""Reads the paragraphs, items and rows of an element as plain text."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import (
    BACKLINK,
    FOOTNOTE,
    LABEL,
    LINE_NUMBER,
    LOCATORS,
    MATH,
    NOTE_CALL,
    NOTE_NUMBER,
    SEPARATOR,
    XREF,
    X,
    classes_of,
)
from publish.releases.text import REFERENCE

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr img math".split()
)
# What the program writes from numbers and places, or writes a second time.
_GENERATED = frozenset(
    {BACKLINK, FOOTNOTE, LABEL, LINE_NUMBER, LOCATORS, NOTE_CALL, NOTE_NUMBER, SEPARATOR}
)


def text_blocks(body: etree._Element, *, whole: bool = False) -> list[str]:
    """The paragraphs, items and rows of an element in reading order.

    With `whole`, also of an element that is left out of others, such as a note.
    """
    reader = _Reader()
    if whole:
        reader.read(body)
    else:
        reader.read_child(body)
    reader.end_block()
    return reader.blocks


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._parts: list[str] = []
        self._rows = 0

    def read(self, node: etree._Element) -> None:
        """Read the content of an element."""
        self._parts.append(node.text or "")
        for child in node:
            self.read_child(child)
            self._parts.append(child.tail or "")

    def read_child(self, node: etree._Element) -> None:
        """Read an element, which ends a block on both its sides unless it is inline."""
        classes = classes_of(node) if isinstance(node.tag, str) else ()
        if not isinstance(node.tag, str) or not _GENERATED.isdisjoint(classes):
            return
        name = etree.QName(node).localname
        if XREF in classes:
            self._parts.append(REFERENCE.format(node.get("href", "").lstrip("#")))
        elif node.tag == MATH:
            self._parts.append(node.get("alttext") or "".join(map(str, node.itertext())))
        elif name == "pre":
            self._read_lines(node)
        elif name == "tr":
            self._read_row(node)
        elif name in _INLINE:
            self.read(node)
        else:
            self.end_block()
            self.read(node)
            self.end_block()

    def end_block(self) -> None:
        """End a paragraph, which a cell has as words of its row."""
        if self._rows:
            self._parts.append(" ")
        elif text := " ".join("".join(self._parts).split()):
            self.blocks.append(text)
        if not self._rows:
            self._parts.clear()

    def _read_lines(self, node: etree._Element) -> None:
        """The lines of a listing, with the spaces that they begin with."""
        self.end_block()
        lines = "".join(map(str, node.itertext())).splitlines()
        if self._rows:
            self._parts.append(" ".join(lines))
        else:
            self.blocks += [line.rstrip() for line in lines if line.strip()]

    def _read_row(self, row: etree._Element) -> None:
        self.end_block()
        self._rows += 1
        for index, cell in enumerate(row.iterchildren(f"{X}td", f"{X}th")):
            self._parts.append(" | " if index else "")
            self.read(cell)
        self._rows -= 1
        self.end_block()
