"""Reads an imported book as a build does: its words, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from publish.config.manifest import edition_formats
from publish.context import Context, make_context
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
_READ = (*_SPOKEN, *_INDEXED)


def read_back(folder: Path, *, forks: bool = False) -> ReadBack:
    """The texts of the book in a folder, and all problems that reading and numbering find.

    Of a book whose editions differ it is the texts of all of them together. With `forks` it is
    parsed on all cores, as by `make_context`.
    """
    from publish.importers.bookfolder import ReadBack

    context = make_context(cache=False, forks=forks)
    texts: Counter[str] = Counter()
    try:
        for book in _editions(folder, context):
            texts |= Counter(_texts(book))
    except ContentError:
        return ReadBack(None, list(context.report))
    return ReadBack(list(texts.elements()), list(dict.fromkeys(context.report)))


def _editions(folder: Path, context: Context) -> Iterator[Book]:
    """The book as each edition has it, settled after its use; only one where they are the same."""
    from publish.structure import settle

    for edition in (None, *list(edition_formats(folder))[1:]):
        book = read_unsettled(folder, context, edition)
        yield book
        settle(book, context)
        if not book.has_edition_variants:
            return


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
        yield from (value for name in _READ if (value := node.get(name)))
