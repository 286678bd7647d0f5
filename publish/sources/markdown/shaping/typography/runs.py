"""Runs of text: what stands between two blocks, across its inline elements."""

from __future__ import annotations

import re

import msgspec
from lxml import etree

from publish.model.xhtml import local_name

OPAQUE = "\ufffc"  # stands in a run for what no rule looks into: code, formulas, images

_INLINE = frozenset(
    "a abbr b bdi bdo br cite del dfn em i img ins mark q rp rt ruby s small span strong sub sup "
    "time u var wbr code kbd samp math".split()
)
_CLOSED = frozenset("code kbd samp pre math svg img".split())
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|www\.|[\w.+-]+@)\S+\s*", re.I)


class Piece(msgspec.Struct):
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


def runs(root: etree._Element, language: str) -> list[Run]:
    """The runs of an element in reading order; `language` is that of the text around it."""
    found: list[Run] = [[]]
    _gather(root, language, found)
    return [run for run in found if run]


def _gather(node: etree._Element, language: str, found: list[Run]) -> None:
    """Put the pieces of an element behind the last run; a block in it begins another."""
    if not isinstance(node.tag, str):
        return
    name = local_name(node.tag)
    if name == "br":
        found[-1].append(Piece(node, False, None, "\n"))
    elif name in _CLOSED or (name == "a" and _is_address(node)):
        found[-1].append(Piece(node, False, None, OPAQUE))
    else:
        _gather_inside(node, node.get("lang") or language, found)


def _gather_inside(node: etree._Element, language: str, found: list[Run]) -> None:
    if text := node.text:
        found[-1].append(Piece(node, False, language, text))
    for child in node:
        block = isinstance(child.tag, str) and local_name(child.tag) not in _INLINE
        if block:
            found.append([])
        _gather(child, language, found)
        if block:
            found.append([])
        if text := child.tail:
            found[-1].append(Piece(child, True, language, text))


def _is_address(node: etree._Element) -> bool:
    """Whether a link shows nothing but its address."""
    return bool(node.get("href")) and _ADDRESS.fullmatch(node.text or "") is not None
