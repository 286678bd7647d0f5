"""Where something that is printed is in the manuscript, and the other way round."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Generic, TypeVar

from lxml import etree

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.markup import DATA_LINE, X
from publish.model.section import Section
from publish.model.xhtml import source_location, text_of
from publish.proofing.reading.layout import Layout
from publish.proofing.reading.lines import Line

T = TypeVar("T")
_FEWEST = 12  # letters by which a place is known


class Letters(Generic[T]):
    """Texts in a row, each with what it belongs to, among which a part of one is found."""

    def __init__(self, texts: Sequence[str], items: Sequence[T]) -> None:
        self.texts, self.items = texts, items
        self._starts = [0, *accumulate(map(len, texts))]
        self._whole = "".join(texts)

    def find(self, wanted: str) -> int | None:
        """The number of the text that has the first of the letters; fewer will do."""
        for count in (len(wanted), 2 * _FEWEST, _FEWEST):
            part = wanted[:count]
            if part and (len(part) == len(wanted) or len(part) == count):
                at = self._whole.find(part)
                if at >= 0:
                    return bisect_right(self._starts, at, hi=len(self.texts)) - 1
        return None


class Places:
    """The blocks of the manuscript and the lines of the pages, by their letters."""

    def __init__(self, book: Book, layout: Layout) -> None:
        self._folder = book.folder
        self._sections = {section.id: section for section in book.walk()}
        self._lines = defaultdict[str, list[Line]](list)
        for page in layout.pages:
            for line in page.lines:
                self._lines[line.block.section].append(line)
        self._blocks_of = cache(self._find_blocks)
        self._lines_of = cache(self._find_lines)

    def in_folder(self, location: Location) -> str:
        """A location as `file:line` in the folder of the book."""
        path = os.path.relpath(location.path, self._folder)
        is_outside = path.startswith(os.pardir)
        named = os.path.basename(location.path) if is_outside else path  # noqa: PTH119 as spelled
        return str(Location(named, location.line))

    def of_section(self, name: str) -> str:
        """Where a section begins; "" for none."""
        section = self._sections.get(name)
        return self.in_folder(section.location) if section else ""

    def location(self, name: str, text: str) -> str:
        """Where a printed text of a section is: at its block, or else at the section."""
        if name not in self._sections:
            return ""
        blocks = self._blocks_of(name)
        at = blocks.find(letters(text))
        return self.of_section(name) if at is None else self.in_folder(blocks.items[at])

    def picture(self, name: str, alternative: str) -> str:
        """Where a picture of a section is, by its alternative text."""
        section = self._sections.get(name)
        if section is None:
            return ""
        wanted = alternative.split()
        for image in section.body.iter(f"{X}img"):
            if image.get("alt", "").split() == wanted:
                return self.in_folder(source_location(image, section.location.path))
        return self.of_section(name)

    def line(self, name: str, location: Location) -> Line | None:
        """The printed line that begins what is at a place of a section; None if it is not known."""
        if not location.line or name not in self._sections:
            return None
        blocks = self._blocks_of(name)
        before = [
            (place.line, number)
            for number, place in enumerate(blocks.items)
            if place.path == location.path and place.line <= location.line
        ]
        return self.line_of(name, blocks.texts[max(before)[1]]) if before else None

    def line_of(self, name: str, text: str) -> Line | None:
        """The printed line of a section that begins a text; None if it is not known."""
        lines = self._lines_of(name)
        at = lines.find(letters(text))
        return None if at is None else self._lines[name][at]

    def _find_lines(self, name: str) -> Letters[Line]:
        lines = self._lines[name]
        return Letters([letters(line.text) for line in lines], lines)

    def _find_blocks(self, name: str) -> Letters[Location]:
        section = self._sections[name]
        nodes = [section.title_markup, *_blocks(section)]
        texts = [letters(text_of(node)) for node in nodes]
        places = [source_location(node, section.location.path) for node in nodes]
        places[0] = section.location
        return Letters(texts, places)


def _blocks(section: Section) -> list[etree._Element]:
    """The blocks of a section that have no others in them."""
    lined = [node for node in section.body.iter() if node.get(DATA_LINE)]
    around = {id(above) for node in lined for above in node.iterancestors()}
    return [node for node in lined if id(node) not in around]


def letters(text: str) -> str:
    """A text without spaces and punctuation, which pages and manuscripts write in other ways."""
    return "".join(filter(str.isalnum, text))
