"""The words of a settled book, which a build leaves beside its products for those who look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from publish.model.book import Book
from publish.model.bookmarks import CONTENTS_ANCHOR, list_anchor
from publish.model.front_pages import listed
from publish.model.section import Section, heading_text
from publish.preview.source_map.blocks import (
    Around,
    Block,
    SectionText,
    Source,
    section_text,
    source_at,
)
from publish.preview.source_map.manifest_text import manifest_text
from publish.preview.source_map.words import words_of
from publish.render.printed_text import drawing_texts

_WORK = "ref-"  # what the identifiers of cited works begin with

_Key = tuple[str, str, int, bytes]


class BookText(msgspec.Struct, frozen=True):
    """All words of a book, its blocks in order, and where the block of each anchor begins."""

    words: list[str]
    blocks: list[Block]
    anchors: dict[str, int]

    def sections(self) -> list[str]:
        """The sections that have words."""
        return list(dict.fromkeys(block.section for block in self.blocks if block.section))

    def block_at(self, place: int) -> Block:
        """The block of a word."""
        return self.blocks[max(bisect_right(self.blocks, place, key=_start) - 1, 0)]


def _start(block: Block) -> int:
    return block.start


def encode(text: BookText) -> bytes:
    """The words of a book as a file."""
    return msgspec.msgpack.encode(text)


def decode(content: bytes) -> BookText:
    """The words of a book that were encoded."""
    return msgspec.msgpack.decode(content, type=BookText)


class TextReader:
    """Reads the words of one book again and again: a section anew only when it has changed."""

    def __init__(self) -> None:
        self._known: dict[_Key, SectionText] = {}
        self._drawings: dict[str, str] = {}

    def read(self, book: Book) -> BookText:
        """The words of a book, and after them those of its lists and of its manifest.

        These are on pages that are in no text: the contents, the title page and the imprint.
        """
        folder = str(book.folder)
        references = book.bibliography.references if book.bibliography else {}
        works = {f"{_WORK}{key}": source_at(r.location, folder) for key, r in references.items()}
        drawings = drawing_texts(book)
        before = self._known if drawings == self._drawings else {}
        self._known, self._drawings = {}, drawings
        for section in book.walk():
            key = _key(section, book)
            known = before.get(key)
            self._known[key] = known or section_text(section, Around(folder, works, drawings))
        text = _joined([*self._known.values(), *_lists(book), manifest_text(book)])
        return replace(text, blocks=_resolved(text, works))


def _key(section: Section, book: Book) -> _Key:
    return section.id, heading_text(section), section.location.line, book.markup_of(section)


def _lists(book: Book) -> Iterator[SectionText]:
    """The contents, and the lists of captions: each entry is a block that leads to its target."""
    sections = (each for top in listed(book.sections) for each in top.walk())
    yield _list_text(CONTENTS_ANCHOR, [(each.id, heading_text(each)) for each in sections])
    for kind, captions in book.caption_lists():
        yield _list_text(list_anchor(kind.name), [(each.id, each.full_text) for each in captions])


def _list_text(anchor: str, entries: Iterable[tuple[str, str]]) -> SectionText:
    words: list[str] = []
    blocks: list[Block] = []
    for target, text in entries:
        start = len(words)
        words += words_of(text)
        if len(words) > start:
            blocks.append(Block(anchor, Source("", 0), start, len(words), target))
    return SectionText(words, blocks, {anchor: 0} if words else {})


def _joined(parts: Iterable[SectionText]) -> BookText:
    whole = BookText([], [], {})
    for part in parts:
        shift = len(whole.words)
        whole.words.extend(part.words)
        for block in part.blocks:
            start, stop = block.start + shift, block.stop + shift
            whole.blocks.append(replace(block, start=start, stop=stop))
        for anchor, place in part.anchors.items():
            whole.anchors.setdefault(anchor, place + shift)
    return whole


def _resolved(text: BookText, works: Mapping[str, Source]) -> list[Block]:
    """The blocks; a generated one has the source of what it leads to."""
    return [
        replace(block, source=_source_of(block, text, works)) if block.target else block
        for block in text.blocks
    ]


def _source_of(block: Block, text: BookText, works: Mapping[str, Source]) -> Source:
    if block.target in works:
        return works[block.target]
    place = text.anchors.get(block.target)
    return block.source if place is None else text.block_at(place).source
