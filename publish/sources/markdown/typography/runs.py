"""Runs of text: what stands between two blocks, across its inline elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

OPAQUE = "\ufffc"  # stands in a run for what no rule looks into: code, formulas, images

_INLINE = frozenset(
    "a abbr b bdi bdo br cite del dfn em i img ins mark q rp rt ruby s small span strong sub sup "
    "time u var wbr code kbd samp math".split()
)
_CLOSED = frozenset("code kbd samp pre math svg img".split())
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|www\.|[\w.+-]+@)\S+\s*", re.I)


@dataclass(slots=True)
class Piece:
    """Text of one node: what an element begins with, or what follows it.

    `language` is None where nothing may be changed.
    """

    node: etree._Element
    tail: bool
    language: str | None
    text: str

    def put(self, text: str) -> None:
        """Give the node another text."""
        if text == self.text:
            return
        self.text = text
        if self.tail:
            self.node.tail = text
        else:
            self.node.text = text


Run = list[Piece]


def runs(root: etree._Element, language: str) -> Iterator[Run]:
    """The runs of an element in reading order; `language` is that of the text around it."""
    gathered: Run = []
    for piece in _inside(root, language):
        if piece is not None:
            gathered.append(piece)
        elif gathered:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _pieces(node: etree._Element, language: str) -> Iterator[Piece | None]:
    """The pieces of an element; None parts one run from the next."""
    yield from _piece(node, False, language)
    for child in node:
        inline = not isinstance(child.tag, str) or etree.QName(child).localname in _INLINE
        if not inline:
            yield None
        yield from _inside(child, language)
        if not inline:
            yield None
        yield from _piece(child, True, language)


def _inside(node: etree._Element, language: str) -> Iterator[Piece | None]:
    if not isinstance(node.tag, str):
        return
    name = etree.QName(node).localname
    if name == "br":
        yield Piece(node, False, None, "\n")
    elif name in _CLOSED or _is_address(node):
        yield Piece(node, False, None, OPAQUE)
    else:
        yield from _pieces(node, node.get("lang") or language)


def _is_address(node: etree._Element) -> bool:
    """Whether a link shows nothing but its address."""
    return bool(node.get("href")) and _ADDRESS.fullmatch(node.text or "") is not None


def _piece(node: etree._Element, tail: bool, language: str) -> Iterator[Piece]:
    if text := (node.tail if tail else node.text):
        yield Piece(node, tail, language, text)
