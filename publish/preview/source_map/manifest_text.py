"""The words of the manifest that pages show: the title, the names and the imprint of a book."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from publish.config.positions import KeyPath, KeyPositions
from publish.model.book import Book
from publish.preview.source_map.blocks import Block, SectionText, Source
from publish.preview.source_map.words import words_of
from publish.render.dates import long_date

_MANIFEST = "book.toml"
# A description or a keyword often has words of the title, and is on no page.
_SHOWN = frozenset(
    "title subtitle running authors name series series_number issn isbn doi url identifier "
    "publisher place date version edition_statement rights licence copyright funding funder "
    "award".split()
)


def manifest_text(book: Book) -> SectionText:
    """The words of the values that pages show, each a block of no section."""
    words: list[str] = []
    blocks: list[Block] = []
    for line, text in _shown_values(book):
        start = len(words)
        words += words_of(text)
        if len(words) > start:
            blocks.append(Block("", Source(_MANIFEST, line), start, len(words)))
    return SectionText(words, blocks, {})


def _shown_values(book: Book) -> Iterator[tuple[int, str]]:
    """The values that pages show, as these write them, each with its line."""
    with suppress(OSError, ValueError):  # it has been changed since it was read
        manifest = (book.folder / _MANIFEST).read_text(encoding="utf-8")
        tables = tomllib.loads(manifest)
        positions = KeyPositions(manifest)
        for path, value in [*_values(tables.get("book", {}), ("book",)), *_isbns(tables)]:
            line, _ = positions.locate(path)
            yield line, _as_shown(path, value, book)


def _as_shown(path: KeyPath, value: Any, book: Book) -> str:
    """A value as pages write it."""
    if isinstance(value, datetime.date):
        return long_date(value, book.metadata.language)
    label = book.metadata.words.colophon.version if path == ("book", "version") else "{}"
    return label.replace("{}", str(value))


def _values(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """The values in a value that pages show."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _values(each, (*path, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in _SHOWN:
                yield from _values(each, (*path, key))
    else:
        yield path, value


def _isbns(tables: dict[str, Any]) -> Iterator[tuple[KeyPath, Any]]:
    """The ISBN of each edition that has one."""
    for name, table in tables.get("editions", {}).items():
        if "isbn" in table:
            yield ("editions", name, "isbn"), table["isbn"]
