"""Paragraphs of a right-to-left book that have no letter of its script run left to right.

An untranslated paragraph of an Arabic book would otherwise have its period at the wrong end, and
the layout engine would swap the parts of its phrases.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from publish.context import Context
from publish.model.book import Book
from publish.model.markup import MATH, X
from publish.model.script import direction, strong_directions
from publish.model.section import Section
from publish.model.xhtml import element, text_of

# Blocks that can be turned as a whole. Items and cells stay at the side of their list or column, so
# that only their words are turned.
_BLOCKS = frozenset(f"{X}{name}" for name in "p ul ol dl blockquote figcaption pre".split())
_PLACED = frozenset(f"{X}{name}" for name in "li dt dd td th".split())
_CONTAINERS = frozenset(
    f"{X}{name}" for name in "div section aside figure table thead tbody tfoot tr".split()
)
_ALL = _BLOCKS | _PLACED | _CONTAINERS


def set_paragraph_directions(book: Book, _: Context) -> Book:
    """The book with `dir="ltr"` on the outermost blocks whose letters all run that way."""
    for section in book.walk():
        if _direction(section, book) == "rtl":
            _turn_blocks(section.body)
    return book


def _direction(section: Section, book: Book) -> str:
    return direction(section.language) if section.language else book.direction


def _turn_blocks(parent: etree._Element) -> None:
    for node in parent.iterchildren(etree.Element):
        if node.get("dir") or node.get("lang"):
            continue
        if node.tag in _BLOCKS and _runs_left_to_right(node):
            node.set("dir", "ltr")
        elif node.tag in _ALL:
            _turn_blocks(node)
            if node.tag in _PLACED:
                _turn_words(node)


def _runs_left_to_right(node: etree._Element) -> bool:
    return set(strong_directions(_words(node))) == {"ltr"}


def _turn_words(node: etree._Element) -> None:
    """Turn the words of an item or cell before its first block, if all run left to right."""
    inline = list(takewhile(lambda child: child.tag not in _ALL, node))
    words = "".join([node.text or "", *(_words(child) + (child.tail or "") for child in inline)])
    if set(strong_directions(words)) == {"ltr"}:
        span = element("span", node.text, dir="ltr")
        span.extend(inline)
        node.text = None
        node.insert(0, span)


def _words(node: etree._Element) -> str:
    """The text of an element without its formulas, whose letters are of no language."""
    if next(node.iter(MATH), None) is None:
        return text_of(node)
    return "".join(_texts_outside_formulas(node))


def _texts_outside_formulas(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag != MATH:
            yield from _texts_outside_formulas(child)
        yield child.tail or ""
