"""The words of a section in reading order, by the blocks of the manuscript that they are from."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from typing import NamedTuple

import msgspec
from lxml import etree

from publish.diagnostics import Location
from publish.model.markup import CHART_DATA, DATA_LINE, DATA_UNIT, MATHML, X, has_class
from publish.model.section import Section, heading_text
from publish.model.xhtml import local_name, origin_of, text_of
from publish.preview.source_map.words import words_of

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)
_FORMULA = f"{{{MATHML}}}"


class Source(msgspec.Struct, frozen=True, array_like=True):
    """A line of a file, by its name in the folder of the book."""

    file: str
    line: int


class Block(msgspec.Struct, frozen=True, array_like=True):
    """Words of a section that have one source: their places, from `start` to before `stop`.

    A generated block, such as an entry of the index, has the source of its `target`, an anchor.
    Words that are `drawn` are parts of a picture, which is text on printed pages only.
    """

    section: str
    source: Source
    start: int
    stop: int
    target: str = ""
    drawn: bool = False


class SectionText(msgspec.Struct, frozen=True):
    """The words of a section, its blocks in order, and where the block of each anchor begins."""

    words: list[str]
    blocks: list[Block]
    anchors: dict[str, int]


def source_at(location: Location, folder: str) -> Source:
    """A location in the folder of a book."""
    return Source(os.path.relpath(location.path, folder), location.line)


class Around(NamedTuple):
    """What the words of a section need of its book: its folder, the identifiers of the entries of
    the bibliography, and the text in each picture that has some."""

    folder: str
    works: Container[str]
    drawings: Mapping[str, str]


def section_text(section: Section, book: Around) -> SectionText:
    """The words of a section."""
    reader, folder = _Reader(section.id, book), book.folder
    own = source_at(section.location, folder)
    reader.anchors[section.id] = 0
    reader.add(own, heading_text(section))
    reader.end_block()
    reader.read(section.body, own, generated=True)
    reader.end_block()
    return SectionText(reader.words, reader.blocks, reader.anchors)


def _is_inline(node: etree._Element) -> bool:
    """Whether an element does not end a word; the parts of a formula are set as one."""
    name = str(node.tag)
    return local_name(name) in _INLINE or name.startswith(_FORMULA)


def _drawn(chart: etree._Element) -> str:
    """The words that a chart shows of its data, in the order in which they are drawn."""
    heads, *rows = ([*map(text_of, row)] for row in chart.iter(f"{X}tr"))
    names = [row[0] for row in rows if row]
    return " ".join(["", *names, chart.get(DATA_UNIT, ""), *heads[1:], ""])


class _Reader:
    def __init__(self, section: str, book: Around) -> None:
        self.words: list[str] = []
        self.blocks: list[Block] = []
        self.anchors: dict[str, int] = {}
        self._section, self._book = section, book
        self._pending: list[str] = []
        self._source = Source("", 0)
        self._target = ""

    def add(self, source: Source, text: str) -> None:
        """Add a text, which goes on with the block before it if that has the same source."""
        if source != self._source:
            self.end_block()
            self._source = source
        self._pending.append(text)

    def end_block(self, *, drawn: bool = False) -> None:
        """Take the texts since the last block as a block, if they have words."""
        start = len(self.words)
        self.words += words_of("".join(self._pending))
        self._pending.clear()
        if (stop := len(self.words)) > start:
            block = Block(self._section, self._source, start, stop, self._target, drawn)
            self.blocks.append(block)

    def read(self, node: etree._Element, source: Source, *, generated: bool) -> None:
        """Read an element; until one has a line, all is `generated`."""
        if line := node.get(DATA_LINE):
            source, generated = Source(self._file(node, source), int(line)), False
        if has_class(node, CHART_DATA):
            self.add(source, _drawn(node))
            return
        is_entry = generated and self._begin_entry(node)
        gap = "" if _is_inline(node) else " "
        self.add(source, gap + (node.text or ""))
        if drawn := self._book.drawings.get(node.get("src", "")):
            self.end_block()
            self.add(source, drawn)
            self.end_block(drawn=True)
        if id_ := node.get("id"):
            self.anchors.setdefault(id_, len(self.words))
        for child in node:
            if isinstance(child.tag, str):
                self.read(child, source, generated=generated)
            self.add(source, child.tail or "")
        self.add(source, gap)
        if is_entry:
            self.end_block()
            self._target = ""

    def _file(self, node: etree._Element, around: Source) -> str:
        origin = origin_of(node)
        return os.path.relpath(origin, self._book.folder) if origin else around.file

    def _begin_entry(self, node: etree._Element) -> bool:
        """Whether an element is a generated list item; then it is a block of its own."""
        if local_name(str(node.tag)) != "li":
            return False
        self.end_block()
        id_ = node.get("id", "")
        link = next((a.get("href", "") for a in node.iter("{*}a")), "")
        self._target = id_ if id_ in self._book.works else link.removeprefix("#")
        return True
