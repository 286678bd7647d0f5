"""The pages of the print edition on screens: a marker where each begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
from lxml import etree

from publish.model.markup import TABLE, X, has_class
from publish.model.pagebreak import PageBreak
from publish.model.word_stream import PlacedWord, WordStream, is_section, word_stream
from publish.outputs.pages.markup import find_all

# Elements that a marker does not divide: it goes before them.
_UNDIVIDED = frozenset(f"{X}{name}" for name in ("caption", "figcaption", "ruby"))
_CELLS = (f"{X}td", f"{X}th")


MakeMarker = Callable[[str, str], etree._Element]  # of a folio, with an id


class ParsedPage(msgspec.Struct, frozen=True):
    """A finished page that is parsed again: its address, and the document."""

    href: str
    root: etree._Element


class PrintPage(msgspec.Struct, frozen=True):
    """A page of the print edition: its folio, and the address of its marker."""

    folio: str
    href: str

    @property
    def number(self) -> int:
        """The folio as a number; 0 for a roman numeral of the front matter."""
        return int(self.folio) if self.folio.isdecimal() else 0


def mark_pages(
    pages: Sequence[ParsedPage],
    breaks: Iterable[PageBreak],
    make: MakeMarker,
    prefix: str = "page-",
) -> tuple[PrintPage, ...]:
    """Insert a marker where each page begins; returns those whose section is in the book, in order.

    `make` gives the marker of a folio with an id, which is the folio after the `prefix`.
    """
    sections = {s.get("id", ""): (page, s) for page in pages for s in _sections(page.root)}
    taken = {node.get("id", "") for page in pages for node in page.root.iter(etree.Element)}
    marked: list[PrintPage] = []
    for section_id, group in groupby(breaks, key=lambda each: each.section):
        if section_id not in sections:
            continue
        page, section = sections[section_id]
        stream = word_stream(section, is_section)
        # From the end, so that the offsets of earlier ones remain valid.
        of_section = []
        for each in reversed(list(group)):
            marker = make(each.folio, _free_id(f"{prefix}{each.folio}", taken))
            _insert(marker, each, section, stream)
            of_section.append(PrintPage(each.folio, f"{page.href}#{marker.get('id')}"))
        marked += reversed(of_section)
    return tuple(marked)


def _sections(root: etree._Element) -> Iterator[etree._Element]:
    return (section for section in find_all(root, "section") if is_section(section))


def _free_id(id_: str, taken: set[str]) -> str:
    while id_ in taken:
        id_ = f"{id_}x"
    taken.add(id_)
    return id_


def _insert(
    marker: etree._Element, page: PageBreak, section: etree._Element, stream: WordStream
) -> None:
    words, place = stream.words, page.words_before
    if place is None:
        _insert_in_text(marker, section, 0)
        return
    skipped = words[place].skipped if place < len(words) else stream.skipped
    if page.skipped and skipped:
        _insert_before(marker, skipped[-min(page.skipped, len(skipped))])
        return
    if not words:
        _insert_in_text(marker, section, 0)
        return
    word = words[min(place, len(words) - 1)]
    parent = word.node.getparent() if word.in_tail else word.node
    if (undivided := _undivided_around(parent, section)) is None:
        _insert_at_word(marker, word)
    elif undivided.tag in _CELLS:
        _insert_in_text(marker, undivided, 0)
    else:
        _insert_before(marker, undivided)


def _undivided_around(
    node: etree._Element | None, section: etree._Element
) -> etree._Element | None:
    """What a marker in `node` must not divide: its row, given as the first cell, or its block."""
    undivided = None
    while node is not None and node is not section:
        if node.tag in _CELLS:
            row = node.getparent()
            return node if row is None else next(row.iterchildren(*_CELLS), node)
        if node.tag in _UNDIVIDED:
            undivided = node
        node = node.getparent()
    return None if undivided is None else _block(undivided)


def _block(node: etree._Element) -> etree._Element:
    """The figure or framed table of a caption; any other element is itself."""
    parent = node.getparent()
    if node.tag == f"{X}figcaption" and parent is not None:
        return parent
    if node.tag == f"{X}caption" and parent is not None:
        frame = parent.getparent()
        framed = frame is not None and has_class(frame, TABLE)
        return frame if framed and frame is not None else parent
    return node


def _insert_at_word(marker: etree._Element, word: PlacedWord) -> None:
    """At the beginning of a word; in code, at that of its line."""
    text = (word.node.tail if word.in_tail else word.node.text) or ""
    offset = word.offset
    parent = word.node.getparent() if word.in_tail else word.node
    while parent is not None and parent.tag != f"{X}pre":
        parent = parent.getparent()
    if parent is not None:
        offset = text.rfind("\n", 0, offset) + 1
    if word.in_tail:
        _insert_in_tail(marker, word.node, offset)
    else:
        _insert_in_text(marker, word.node, offset)


def _insert_in_text(marker: etree._Element, node: etree._Element, offset: int) -> None:
    text = node.text or ""
    node.text, marker.tail = text[:offset] or None, text[offset:] or None
    node.insert(0, marker)


def _insert_in_tail(marker: etree._Element, node: etree._Element, offset: int) -> None:
    parent, tail = node.getparent(), node.tail or ""
    if parent is not None:
        node.tail, marker.tail = tail[:offset] or None, tail[offset:] or None
        parent.insert(parent.index(node) + 1, marker)


def _insert_before(marker: etree._Element, node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.insert(parent.index(node), marker)
