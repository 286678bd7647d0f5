"""A finished PDF beside the book it was made from: where each section begins on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf

from publish.model.book import Book, Edition
from publish.model.roles import DISPLAYS, Matter
from publish.model.section import Section, heading_text
from publish.verify.entries import Entry, Expected, match, one_line
from publish.verify.pdf.pages import Page, read_pages
from publish.verify.pdf.tree import Mark, Node, is_heading, joined, read_tree
from publish.verify.words import bare, words_of

_DEEPEST_HEADING = 6  # there is no structure type H7
_NEAR = 3.0  # points that a destination may stand below the top of its heading


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins: the page (index from 0) and its upper edge in points."""

    page: int
    top: float


@dataclass
class Finished:
    """One PDF opened for reading."""

    pdf: pikepdf.Pdf
    pages: list[Page]
    book: Book
    edition: Edition

    @classmethod
    def open(cls, path: Path, book: Book, edition: Edition) -> Finished:
        """The file at `path`, held against `book`; raises `pikepdf.PdfError` for what is none."""
        pdf = pikepdf.open(path)
        return cls(pdf, read_pages(path, pdf), book, edition)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the book by id, in reading order."""
        return {section.id: section for section in self.book.walk()}

    @cached_property
    def tree(self) -> Node:
        """The structure tree with its text."""
        return read_tree(self.pdf, self.pages)

    @cached_property
    def first_marks(self) -> dict[int, Mark]:
        """The first text of each page, in reading order."""
        first: dict[int, Mark] = {}
        for mark in self.tree.marks():
            if mark.runs:
                first.setdefault(mark.page, mark)
        return first

    @cached_property
    def contents(self) -> Node | None:
        """The element of the printed contents."""
        return next(iter(self._listings), None)

    @property
    def lists(self) -> list[Node]:
        """The elements of the lists of figures, tables and the like."""
        return self._listings[1:]

    @cached_property
    def _listings(self) -> list[Node]:
        return [n for n in self.tree.walk() if n.role not in ("TOC", "TOCI") and _holds(n, "TOC")]

    @cached_property
    def headings(self) -> list[tuple[Node, Node]]:
        """Each heading of the text with the section element it stands in, in reading order."""
        return [
            (node, kid)
            for node in self.tree.walk()
            if node not in self._listings
            for kid in node.nodes()
            if is_heading(kid)
        ]

    def expected_headings(self) -> list[Expected]:
        """The headings that the pages should show; a dedication and an epigraph have none."""
        return [
            Expected(section, Entry(one_line(heading_text(section)), _rank(section)))
            for section in self.book.walk()
            if section.role not in DISPLAYS
        ]

    @cached_property
    def shown_headings(self) -> list[Entry]:
        """The headings that the pages show, worded as the book words them where nothing differs."""
        return [
            Entry(self.worded(joined(heading.marks())), int(heading.role[1:]))
            for _, heading in self.headings
        ]

    @cached_property
    def _wordings(self) -> dict[str, str]:
        """The right wording of each heading by its bare signs, with and without separator."""
        wordings: dict[str, str] = {}
        for section in self.book.walk():
            right = one_line(heading_text(section))
            wordings.setdefault(bare(right), right)
            wordings.setdefault(bare(f"{section.label or ''}{section.title}"), right)
        return wordings

    def worded(self, text: str) -> str:
        """A heading as one line; on a page the separator may be a line's end, spaces differ."""
        return self._wordings.get(bare(text), text)

    @cached_property
    def elements(self) -> dict[str, Node]:
        """The section element of each section, by id; a section whose heading is lost has none."""
        expected = self.expected_headings()
        pairs, _, _ = match(expected, self.shown_headings)
        found = {expected[a].section.id: self.headings[b][0] for a, b in pairs}
        displays = [s for s in self.book.walk() if s.role in DISPLAYS]
        for section in displays:
            right = bare("".join(words_of(section.body)))
            for node in self.tree.walk() if right else ():
                if node.role == "Sect" and bare(joined(node.marks())) == right:
                    found.setdefault(section.id, node)
        return found

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each section begins, by id: at its heading, or else at its first words."""
        return dict(self._places())

    def _places(self) -> Iterator[tuple[str, Place]]:
        for name, node in self.elements.items():
            mark = (node.heading or node).first
            if mark is not None:
                yield name, Place(mark.page, max(run.top for run in mark.runs))

    def begins_at(self, page: int, top: float | None) -> str | None:
        """The section that begins first at or below a height on a page."""
        limit = float("inf") if top is None else top + _NEAR
        below = [
            (place.top, name)
            for name, place in self.places.items()
            if place.page == page and place.top <= limit
        ]
        return max(below)[1] if below else None

    @cached_property
    def first_body_page(self) -> int:
        """The page with which the arabic folios begin: that of the first section behind the front.

        At the end of the book when no such section is found.
        """
        behind = (s.id for s in self.book.walk() if s.matter is not Matter.FRONT)
        pages = [self.places[name].page for name in behind if name in self.places]
        return min(pages, default=len(self.pages))


def _rank(section: Section) -> int:
    return min(section.level, _DEEPEST_HEADING)


def _holds(node: Node, role: str) -> bool:
    return any(kid.role == role for kid in node.nodes())
