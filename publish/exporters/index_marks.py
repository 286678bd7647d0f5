"""Marks of the index as spans of HTML, which tools that know none leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from publish.exporters.rewriting import identifier_of
from publish.exporters.tree import Document
from publish.exporters.tree.index_terms import see_references
from publish.exporters.tree.nodes import Node, node, span
from publish.model.book import Book
from publish.model.roles import Role

INDEX_ENTRY, _RANGE = "data-index-entry", "data-index-range"


def marked(each: Node) -> Node:
    """A mark with its terms as our Markdown has them."""
    pairs = [(name, value) for name, value in each["c"][0][2] if name.endswith("entry")]
    keys = {INDEX_ENTRY: " | ".join(_term(path) for _, path in pairs)}
    end = next((name.removesuffix("-entry") for name, _ in pairs), "entry")
    if end != "entry":
        keys[_RANGE] = end
    return span(each["c"][1], identifier=identifier_of(each), keys=keys)


def _term(path: str) -> str:
    """The levels of a term, between which the tree has a colon."""
    return re.sub(r"(?<!\\):", "; ", path).replace("\\:", ":")


def with_see_marks(book: Book, documents: Sequence[Document]) -> list[Document]:
    """The documents, in which the index begins with marks for the entries that lead to others."""
    marks = list(_see_marks(book))
    if not marks:
        return list(documents)
    return [
        replace(each, blocks=[each.blocks[0], node("Para", marks), *each.blocks[1:]])
        if each.section.role is Role.INDEX
        else each
        for each in documents
    ]


def _see_marks(book: Book) -> Iterator[Node]:
    words = book.metadata.words
    for reference in see_references(book):
        for name, word in (("see-also", words.see_also), ("see", words.see)):
            if reference.text.lower().startswith(f"{word.lower()} "):
                target = reference.text[len(word) :].strip()
                yield span([], keys={INDEX_ENTRY: reference.term, f"data-index-{name}": target})
                break
