"""Reads an imported book as a build does: its words, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from publish.context import make_context
from publish.diagnostics import ContentError
from publish.model.book import Book
from publish.model.markup import DATA_CITES
from publish.model.xhtml import local_name
from publish.pipeline.selection import read_unsettled

if TYPE_CHECKING:
    from publish.importers.bookfolder import ReadBack

_BLOCKS = frozenset(
    {"p", "div", "li", "td", "th", "dt", "dd", "pre", "figcaption", "caption", "br"}
)
_SPOKEN = (DATA_CITES, "alttext", "alt", "title", "data-title", "data-ruby")
_INDEXED = ("index", "see", "see-also")


def read_back(folder: Path) -> ReadBack:
    """The texts of the book in a folder, and all problems that reading and numbering find."""
    from publish.importers.bookfolder import ReadBack
    from publish.structure import settle

    context = make_context(cache=False)
    try:
        book = read_unsettled(folder, context)
    except ContentError:
        return ReadBack(None, list(context.report))
    texts = list(_texts(book))
    settle(book, context)
    return ReadBack(texts, list(context.report))


def _texts(book: Book) -> Iterator[str]:
    yield book.metadata.title
    yield from (author.name for author in book.metadata.authors)
    for top in book.sections:
        for section in top.walk():
            yield _text(section.title_markup)
            yield _text(section.body)
            yield from _attributes(section.body)


def _text(element: etree._Element) -> str:
    """The words of an element; those of two blocks do not run together."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_block = local_name(str(node.tag)) in _BLOCKS
        if event == "start":
            parts += [" " if is_block else "", node.text or ""]
        else:
            parts += [" " if is_block else "", (node.tail or "") if node is not element else ""]
    return "".join(parts)


def _attributes(element: etree._Element) -> Iterator[str]:
    for node in element.iter():
        yield from (node.get(name) or "" for name in (*_SPOKEN, *_INDEXED))
