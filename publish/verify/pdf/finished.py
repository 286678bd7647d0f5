"""A finished PDF beside the book it was made from: where each section begins on its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pikepdf

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.model.roles import WITHOUT_HEADING, Matter, Role
from publish.model.section import Section, heading_text
from publish.processes import ForkedTask
from publish.verify.entries import Entry, Expected, expect, match, one_line
from publish.verify.memo import Once
from publish.verify.pdf.reader.destinations import DEAD, Destinations, Place
from publish.verify.pdf.reader.objects import Objects, Value
from publish.verify.pdf.reader.page_cache import Recent
from publish.verify.pdf.reader.pages import read_pages
from publish.verify.pdf.reader.runs import Page
from publish.verify.pdf.reader.structure_tree import HEADINGS, Mark, Node, is_heading, joined
from publish.verify.pdf.reader.tree_reading import packed, read_tree, unpacked, with_text
from publish.verify.words import bare, words_of

_MANY = 200  # pages, from which on two processes read and compare faster than one
_DEEPEST_HEADING = 6  # there is no structure type H7
_SOUGHT = frozenset({"TOC", *HEADINGS})
_NEAR = 3.0  # points that a destination may stand below the top of its heading


@dataclass(eq=False)
class Finished(Once):
    """One PDF opened for reading."""

    pdf: pikepdf.Pdf
    pages: list[Page]
    book: Book
    edition: Edition

    @classmethod
    def open(
        cls, path: Path, book: Book, edition: Edition, cache: Cache | None, recent: Recent | None
    ) -> Finished:
        """The file at `path`, held against `book`; what pages were read before is in `cache`.

        Of those, the `recent` are at hand. Raises `pikepdf.PdfError` or `pypdfium2.PdfiumError`
        for what is no PDF.
        """
        # In memory, so that processes that share the file do not move its end under each other.
        pdf = pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap_only)
        try:
            if len(pdf.pages) < _MANY:
                return cls(pdf, read_pages(path, pdf, cache, recent), book, edition)
            with ForkedTask(partial(_packed_tree, pdf)) as tree:
                finished = cls(pdf, read_pages(path, pdf, cache, recent), book, edition)
                finished._prepare(tree)
                return finished
        except BaseException:
            pdf.close()
            raise

    def _prepare(self, tree: ForkedTask[bytes]) -> None:
        """Take what nearly all surfaces ask for, before they are shared between processes.

        The tree was read beside the pages, by a process that kept the objects of the file.
        """
        with suppress(pikepdf.PdfError):  # told by each surface that wants it
            self.tree = with_text(unpacked(tree.result()), self.pages)
            self.elements  # noqa: B018

    @property
    def is_long(self) -> bool:
        """Whether two processes are faster than one."""
        return len(self.pages) >= _MANY

    @cached_property
    def objects(self) -> Objects:
        """The objects of the file."""
        return Objects(self.pdf)

    @cached_property
    def destinations(self) -> Destinations:
        """Where its links and bookmarks lead."""
        return Destinations(self.objects)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the book by id, in reading order."""
        return {section.id: section for section in self.book.walk()}

    @cached_property
    def fresh(self) -> list[Section]:
        """The sections whose own text, notes and lists are to be compared: all, until it is told
        which agreed before."""
        return list(self.book.walk())

    @cached_property
    def tree(self) -> Node:
        """The structure tree with its text."""
        return with_text(read_tree(self.objects), self.pages)

    @cached_property
    def claimed(self) -> frozenset[int]:
        """The elements of all sections, by `id`: below one, those of others are told of there."""
        return frozenset(map(id, self.elements.values()))

    @cached_property
    def nodes(self) -> list[Node]:
        """The elements of the tree in reading order, the root first."""
        return list(self.tree.walk())

    @cached_property
    def first_marks(self) -> dict[int, Mark]:
        """The first text of each page, in reading order."""
        first: dict[int, Mark] = {}
        for mark in self.tree.marks():
            if mark.passage:
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
        within = (node for node, kid in self._sought if kid.role == "TOC")
        return list(dict.fromkeys(node for node in within if node.role not in ("TOC", "TOCI")))

    @cached_property
    def _sought(self) -> list[tuple[Node, Node]]:
        """Headings and contents, each with the element it stands in: few of tens of thousands."""
        return [
            (node, kid)
            for node in self.nodes
            for kid in node.kids
            if type(kid) is Node and kid.role in _SOUGHT
        ]

    @cached_property
    def headings(self) -> list[tuple[Node, Node]]:
        """Each heading of the text with the section element it stands in, in reading order."""
        apart = self._listings
        return [pair for pair in self._sought if is_heading(pair[1]) and pair[0] not in apart]

    def expected_headings(self) -> list[Expected]:
        """The headings that the pages should show; a dedication and an epigraph have none."""
        return [
            Expected(section, Entry(one_line(heading_text(section)), _rank(section)))
            for section in self.book.walk()
            if section.role not in WITHOUT_HEADING
        ]

    def expected_entries(self, deepest: int | None) -> list[Expected]:
        """What a list of the sections should show down to a level, with the places of headings.

        One whose heading is not found has no target.
        """

        def target(section: Section) -> str | None:
            return f"#{section.id}" if section.id in self.places else None

        return expect(self.book.sections, target, deepest)

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
        displays = [s for s in self.book.walk() if s.role in WITHOUT_HEADING]
        for section in displays:
            right = bare("".join(words_of(section.body)))
            for node in self.nodes if right else ():
                if node.role == "Sect" and _reads(node, right):
                    found.setdefault(section.id, node)
        return found

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each section begins, by id: at its heading, or else at its first words."""
        return dict(self._places())

    def _places(self) -> Iterator[tuple[str, Place]]:
        for name, node in self.elements.items():
            mark = (node.heading or node).first
            if mark is not None and mark.passage is not None:
                yield name, Place(mark.page, mark.passage.top)

    def begins_at(self, page: int, top: float | None) -> str | None:
        """The section that begins first at or below a height on a page."""
        begun = self._begun.get(page, [])
        if top is None:
            return begun[-1][1] if begun else None
        below = bisect_right(begun, top + _NEAR, key=lambda each: each[0])
        return begun[below - 1][1] if below else None

    @cached_property
    def _begun(self) -> dict[int, list[tuple[float, str]]]:
        """The sections that begin on each page with their heights, from the foot up."""
        begun: dict[int, list[tuple[float, str]]] = {}
        for name, place in self.places.items():
            begun.setdefault(place.page, []).append((place.top, name))
        return {page: sorted(sections) for page, sections in begun.items()}

    def target(self, holder: Value) -> str:
        """`#id` of the section that begins where a link, bookmark or destination leads.

        The address of a link that leads out of the file; "page 3" where no section begins; else
        "nowhere".
        """
        if (address := self.destinations.address(holder)) is not None:
            return address
        place = self.destinations.place(holder)
        if place is None:
            return DEAD
        section = self.begins_at(place.page, place.top)
        return f"#{section}" if section else f"page {place.page + 1}"

    @cached_property
    def first_body_page(self) -> int:
        """The page with which the arabic folios begin: that of the first section behind the front.

        Where there is no such section, that of the colophon which the theme makes, or none.
        """
        behind = (s.id for s in self.book.walk() if s.matter is not Matter.FRONT)
        pages = [self.places[name].page for name in behind if name in self.places]
        made = all(section.role is not Role.COLOPHON for section in self.book.walk())
        return min(pages, default=len(self.pages) - made)


def _packed_tree(pdf: pikepdf.Pdf) -> bytes:
    return packed(read_tree(Objects(pdf)))


def _rank(section: Section) -> int:
    return min(section.level, _DEEPEST_HEADING)


def _reads(node: Node, right: str) -> bool:
    """Whether the bare signs of an element are some; one that begins otherwise is left early."""
    shown = ""
    for mark in node.marks():
        shown += bare(mark.passage.text) if mark.passage else ""
        if not right.startswith(shown):
            return False
    return shown == right
