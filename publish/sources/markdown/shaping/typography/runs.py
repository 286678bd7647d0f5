"""Runs of text: the text between two blocks, across its inline elements."""

from __future__ import annotations

import re

import msgspec
from lxml import etree

from publish.model.markup import LINE, has_class
from publish.model.xhtml import local_name

OPAQUE = "\ufffc"  # in a run, stands for what no rule looks into: code, formulas, images

_INLINE = frozenset(
    "a abbr b bdi bdo br cite del dfn em i img ins mark q rp rt ruby s small span strong sub sup "
    "time u var wbr code kbd samp math".split()
)
_OPAQUE_ELEMENTS = frozenset("code kbd samp pre math svg img".split())
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|www\.|[\w.+-]+@)\S+\s*", re.I)


class TextPiece(msgspec.Struct):
    """The text at the start of an element, or the text after it (its `tail`).

    `language` is None where nothing may be changed.
    """

    node: etree._Element
    tail: bool
    language: str | None
    text: str

    def put(self, text: str) -> None:
        """Change the text in the tree."""
        if text == self.text:
            return
        self.text = text
        if self.tail:
            self.node.tail = text
        else:
            self.node.text = text


TextRun = list[TextPiece]


def text_runs(root: etree._Element, language: str) -> list[TextRun]:
    """The runs of an element in reading order; `language` is that of the text around it."""
    runs: list[TextRun] = [[]]
    _gather(root, language, runs)
    return [run for run in runs if run]


def _gather(node: etree._Element, language: str, runs: list[TextRun]) -> None:
    """Add the pieces of an element to the last run; a block in it begins another."""
    if not isinstance(node.tag, str):
        return
    name = local_name(node.tag)
    if name == "br":
        runs[-1].append(TextPiece(node, False, None, "\n"))
    elif name in _OPAQUE_ELEMENTS or (name == "a" and _is_bare_address(node)):
        runs[-1].append(TextPiece(node, False, None, OPAQUE))
    else:
        _gather_inside(node, node.get("lang") or language, runs)


def _gather_inside(node: etree._Element, language: str, runs: list[TextRun]) -> None:
    if text := node.text:
        runs[-1].append(TextPiece(node, False, language, text))
    for child in node:
        is_block = isinstance(child.tag, str) and local_name(child.tag) not in _INLINE
        if is_block:
            runs.append([])
        _gather(child, language, runs)
        if is_block:
            runs.append([])
        if text := child.tail:
            own = None if has_class(child, LINE) else language  # the end of a line of verse stays
            runs[-1].append(TextPiece(child, True, own, text))


def _is_bare_address(node: etree._Element) -> bool:
    """Whether a link shows only its address."""
    return bool(node.get("href")) and _ADDRESS.fullmatch(node.text or "") is not None
