"""The page that opens an exported folder: what the book is, and what it contains."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from publish.exporters.tree.nodes import Node, link, node, words
from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.version import __version__


def head(book: Book) -> str:
    """The metadata as a head in YAML, whose strings are written as in JSON (YAML 1.2, 1.3)."""
    rows = "".join(f"{name}: {_value(value)}\n" for name, value in _metadata(book) if value)
    return f"---\n{rows}---\n\n"


def _metadata(book: Book) -> Iterator[tuple[str, object]]:
    metadata = book.metadata
    yield "title", metadata.title
    yield "subtitle", metadata.subtitle
    yield "author", [author.name for author in metadata.authors]
    yield "lang", metadata.language
    yield "date", str(metadata.date or "")
    yield "publisher", metadata.publisher
    yield "isbn", metadata.isbn
    yield "description", metadata.description
    yield "generator", f"publish {__version__}"


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def contents(book: Book, address: Callable[[str], str]) -> list[Node]:
    """The title and a list of all sections with their numbers."""
    title = node("Header", [1, ["", [], []], list(words(book.metadata.title))])
    return [title, _list(book.sections, address)]


def _list(sections: Iterable[Section], address: Callable[[str], str]) -> Node:
    return node("BulletList", [list(_item(each, address)) for each in sections])


def _item(section: Section, address: Callable[[str], str]) -> Iterator[Node]:
    yield node("Plain", [link(list(words(heading_text(section))), address(section.id))])
    if section.children:
        yield _list(section.children, address)
