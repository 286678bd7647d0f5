"""A quarter of an em between Chinese or Japanese characters and Latin words or digits.

A margin makes it, so that no copied text has a space there (CLREQ 3.2.3, JLREQ 3.2.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from publish.model.markup import AFTER_WIDE, BEFORE_WIDE, DATA_PAGE, X
from publish.render.theme import Font

_SCRIPTS = frozenset({"Hans", "Hant", "Jpan"})
_LANGUAGES = ("zh", "ja")
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_WORD = re.compile(rf"(?<=[{_WIDE}])[\w.,:%–-]*[\w%]|[\w][\w.,:%–-]*(?=[{_WIDE}])", re.ASCII)
_BLOCKS = tuple(f"{X}{name}" for name in "p li dt dd td th caption figcaption h1 h2 h3 h4".split())
_LEFT_OUT = frozenset(f"{X}{name}" for name in ("pre", "code", "ruby", "aside", *_BLOCKS))


class _Piece(NamedTuple):
    """A text or a tail, and where it begins in its block."""

    node: etree._Element
    is_tail: bool
    text: str
    start: int


def space_mixed_scripts(root: etree._Element, fonts: Iterable[Font]) -> None:
    """Set words of another script apart, in the Chinese and Japanese texts of a document."""
    if _SCRIPTS.isdisjoint(font.script for font in fonts):
        return
    for block in root.iter(*_BLOCKS):
        language = next((lang for each in _upwards(block) if (lang := each.get("lang"))), "")
        if language.startswith(_LANGUAGES):
            _space(block)


def _upwards(node: etree._Element) -> Iterator[etree._Element]:
    yield node
    yield from node.iterancestors()


def _space(block: etree._Element) -> None:
    pieces, text = list[_Piece](), ""
    for node, is_tail in _texts(block):
        own = (node.tail if is_tail else node.text) or ""
        pieces.append(_Piece(node, is_tail, own, len(text)))
        text += own
    for piece in reversed(pieces):
        for word in reversed(
            list(_WORD.finditer(text, piece.start, piece.start + len(piece.text)))
        ):
            _wrap(piece, word, text)


def _texts(node: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The places of the texts of a block, without those of blocks in it and of page numbers."""
    yield node, False
    for child in node:
        if child.tag not in _LEFT_OUT and child.get(DATA_PAGE) is None:
            yield from _texts(child)
        yield child, True


def _wrap(piece: _Piece, word: re.Match[str], text: str) -> None:
    start, end = word.span()
    sides = [AFTER_WIDE] if _IS_WIDE.match(text[start - 1 : start]) else []
    sides += [BEFORE_WIDE] if _IS_WIDE.match(text[end : end + 1]) else []
    span = etree.Element(f"{X}span", {"class": " ".join(sides)})
    span.text = word[0]
    before = text[piece.start : start]
    node = piece.node
    now = (node.tail if piece.is_tail else node.text) or ""
    span.tail = now[end - piece.start :]
    if piece.is_tail:
        node.tail = before
        parent = node.getparent()
        if parent is not None:
            parent.insert(parent.index(node) + 1, span)
    else:
        node.text = before
        node.insert(0, span)
