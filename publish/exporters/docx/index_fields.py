"""Marks of the index as fields XE, and the index as a field INDEX with the entries of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from publish.exporters.docx.context import WordContext
from publish.exporters.docx.wordml import (
    FIELD_END,
    bookmark_end,
    bookmark_start,
    field,
    field_begin,
    paragraph,
    raw,
    raw_block,
    run,
)
from publish.exporters.tree.index_terms import SeeReference
from publish.exporters.tree.nodes import Node
from publish.model.markup import INDEX_ENTRIES, INDEX_LETTER, X, has_class
from publish.model.xhtml import text_of

_ENTRY, _START, _END = "entry", "start-entry", "end-entry"
_CODE = 'INDEX \\h "A" \\c "2"'


def index_mark(each: Node, content: Sequence[Node], context: WordContext) -> Iterator[Node]:
    """The marked words, and a field for each entry; a range is a bookmark from here to its end."""
    for key, entry in each["c"][0][2]:
        if key == _END and entry in context.ranges:
            yield raw(bookmark_end(context.ranges.pop(entry)[1]))
    yield from content
    for key, entry in each["c"][0][2]:
        if key == _ENTRY:
            yield raw(field(f"XE {quoted(entry)}"))
        elif key == _START:
            number = context.bookmarks.number()
            name = context.bookmarks.name(f"range-{number}")
            context.ranges[entry] = name, number
            yield raw(field(f"XE {quoted(entry)} \\r {name}"))
            yield raw(bookmark_start(name, number))


def see_field(reference: SeeReference) -> Node:
    """A reference between entries."""
    return raw(field(f"XE {quoted(reference.term)} \\t {quoted(reference.text)}"))


def quoted(text: str) -> str:
    """A text as an argument of a field."""
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


def index_field(body: etree._Element) -> list[Node]:
    """The index as a field, with the entries of the book as its result."""
    entries = list(_entries(body))
    styles = ("IndexHeading", "Index1", "Index2", "Index3")
    begin = field_begin(_CODE)
    paragraphs = []
    for i, (depth, text) in enumerate(entries):
        first, last = begin if i == 0 else "", FIELD_END if i == len(entries) - 1 else ""
        paragraphs.append(paragraph(first + run(text) + last, styles[min(depth, 3)]))
    return [raw_block("".join(paragraphs))] if paragraphs else []


def _entries(body: etree._Element) -> Iterator[tuple[int, str]]:
    """The lines of an index, each with its depth from 1, 0 for a letter."""
    for block in body:
        if has_class(block, INDEX_LETTER):
            yield 0, text_of(block)
        elif has_class(block, INDEX_ENTRIES):
            yield from _items(block, 1)


def _items(group: etree._Element, depth: int) -> Iterator[tuple[int, str]]:
    for item in group.iterchildren(f"{X}li"):
        parts = (text_of(part) + (part.tail or "") for part in item if part.tag != f"{X}ul")
        yield depth, "".join([item.text or "", *parts]).strip()
        for below in item.iterchildren(f"{X}ul"):
            yield from _items(below, depth + 1)
