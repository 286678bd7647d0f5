"""Sections of a book as documents of pandoc's tree, one for each file of a product.

A document is a list of blocks, in which classes and keys say what pandoc has no node for:

heading     `Header` with the name of its section; classes: its rank, its role, `unnumbered` without
            a number; keys: `number`, `lang`; its content begins with the spans `label`, `separator`
note        `Note` at its first call; a further call is a link `noteref`
reference   `Link` to `#name` with the class `xref` and its form, and its text
caption     in the node, or for listings, equations and statements in a first or last `Div` of the
            class `caption`; its span `label` has the keys `kind` and `number`
index mark  span `index-mark`, with a key `entry` (`start-entry`, `end-entry`) for each term
others      the classes of `model/markup.py`, on a `Div` around paragraphs or on a `Span`
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.exporters.tree.blocks import write_block, write_blocks
from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.index_terms import terms_by_anchor
from publish.exporters.tree.inlines import write_inlines
from publish.exporters.tree.nodes import Node, attributes, node, span, words
from publish.model.book import Book
from publish.model.markup import FOOTNOTE, LABEL, SEPARATOR, UNNUMBERED, X, has_class
from publish.model.section import Section


class Document(msgspec.Struct, frozen=True):
    """The blocks of a section that opens a file, and of the sections in that file."""

    section: Section
    blocks: list[Node]


def book_documents(book: Book) -> list[Document]:
    """The documents of a settled book, in reading order."""
    context = TreeContext(
        notes=_notes(book),
        captions={caption.id: caption for caption in book.captions},
        terms=terms_by_anchor(book),
        write_blocks=write_blocks,
        write_block=write_block,
    )
    return [
        Document(opening, [block for each in opening.in_file() for block in _blocks(each, context)])
        for opening in book.opening_sections()
    ]


def _notes(book: Book) -> dict[str, etree._Element]:
    found = {}
    for section in book.walk():
        for aside in section.body.iter(f"{X}aside"):
            if has_class(aside, FOOTNOTE):
                found[aside.get("id", "")] = aside
    return found


def _blocks(section: Section, context: TreeContext) -> Iterator[Node]:
    yield _heading(section, context)
    yield from write_blocks(section.body, context)


def _heading(section: Section, context: TreeContext) -> Node:
    classes = [str(section.rank), str(section.role)]
    if section.number is None:
        classes.append(UNNUMBERED)
    keys = {"number": section.number or "", "lang": section.language}
    content = [*_label(section), *write_inlines(section.title_markup, context)]
    own = attributes(section.id, list(dict.fromkeys(classes)), keys)
    return node("Header", [section.level, own, content])


def _label(section: Section) -> Iterator[Node]:
    if section.label:
        yield span(list(words(section.label)), LABEL)
        yield span(list(words(section.separator)), SEPARATOR)
