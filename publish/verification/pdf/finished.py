"""A finished PDF with the book that it was made from: where each section begins on its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Set
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import pikepdf
from lxml import etree

from publish.context import Context
from publish.model.book import Book, Edition, NotesPlace
from publish.model.roles import WITHOUT_HEADING, Matter, Role
from publish.model.section import Section, heading_text
from publish.processes import WaitingTask
from publish.verification.entries import (
    ExpectedEntry,
    SurfaceEntry,
    collapse_spaces,
    expected_entries,
    match_entries,
)
from publish.verification.markup import calls_at_foot, note_calls
from publish.verification.pdf.own_content import is_separate, own_content
from publish.verification.pdf.reader.apart import ReadFile
from publish.verification.pdf.reader.destinations import NOWHERE, PagePosition
from publish.verification.pdf.reader.file import PdfFile
from publish.verification.pdf.reader.known_parts import Product
from publish.verification.pdf.reader.objects import Value
from publish.verification.pdf.reader.runs import Passage
from publish.verification.pdf.reader.structure_tree import (
    StructureElement,
    title_pieces,
    title_text,
)
from publish.verification.pdf.style.promise import PromisedPages
from publish.verification.words import normalized, words_of

_DEEPEST_HEADING = 6  # there is no structure type H7
_OF_NOTES = ("Reference", "Note")  # calls, and the notes after them


class FinishedPdf(PdfFile):
    """One PDF opened for reading, with the edition of the book that it should show."""

    def __init__(
        self,
        path: Path,
        book: Book,
        edition: Edition,
        context: Context,
        reader: WaitingTask[ReadFile] | None = None,
    ) -> None:
        super().__init__(path, Product(str(book.folder), edition.name), context, reader)
        self.book, self.edition, self.cache = book, edition, context.cache
        if self.is_long:  # nearly all checks need the elements, and two processes share the checks
            with suppress(pikepdf.PdfError):
                self.section_elements  # noqa: B018

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the book by id, in reading order."""
        return {section.id: section for section in self.book.walk()}

    @cached_property
    def sections_to_check(self) -> list[Section]:
        """The sections whose own text, notes and lists are compared: all, unless set otherwise."""
        return list(self.book.walk())

    @cached_property
    def pages_to_check(self) -> list[int]:
        """The pages on which all is looked at: all (indices from 0), unless set otherwise."""
        return list(range(len(self.pages)))

    @cached_property
    def promised_pages(self) -> PromisedPages:
        """The pages that the style sheets of the edition promise."""
        return PromisedPages(self.book, self.edition)

    def elements_to_check(self) -> Iterator[tuple[Section, StructureElement]]:
        """The sections to check that have an element in the file, with it."""
        for section in self.sections_to_check:
            if (element := self.section_elements.get(section.id)) is not None:
                yield section, element

    def note_calls(self, section: Section) -> list[etree._Element]:
        """The calls of notes in a section, in the order of the structure tree."""
        at_foot = self.book.notes_place is NotesPlace.FOOT
        return (calls_at_foot if at_foot else note_calls)(section.title_markup, section.body)

    @cached_property
    def note_elements(self) -> dict[str, StructureElement]:
        """The elements of the notes by id."""
        return {element.id: element for element in self.elements if element.role == "Note"}

    def expected_headings(self) -> list[ExpectedEntry]:
        """The headings that the pages should show; a dedication and an epigraph have none."""
        return [
            ExpectedEntry(each, SurfaceEntry(self.canonical(heading_text(each)), _rank(each)))
            for each in self.book.walk()
            if each.role not in WITHOUT_HEADING
        ]

    def expected_entries(
        self, deepest: int | None, without: Container[Role] = ()
    ) -> list[ExpectedEntry]:
        """What a list of the sections should show, down to a level, without some roles.

        A section whose heading is not found has no target.
        """

        def target(section: Section) -> str | None:
            return f"#{section.id}" if section.id in self.section_positions else None

        return expected_entries(self.book.sections, target, deepest, without)

    @cached_property
    def shown_headings(self) -> list[SurfaceEntry]:
        """The headings that the pages show, in the words of the book where nothing differs."""
        titles = (title_pieces(heading.kids, _OF_NOTES) for _, heading in self.headings)
        return [
            SurfaceEntry(self.canonical(title_text(title)), int(heading.role[1:]))
            for title, (_, heading) in zip(titles, self.headings, strict=True)
        ]

    @cached_property
    def _canonical_headings(self) -> dict[str, str]:
        """Each heading by its normalized text, with and without the separator."""
        headings: dict[str, str] = {}
        for section in self.book.walk():
            heading = collapse_spaces(heading_text(section))
            heading = headings.setdefault(normalized(heading), heading)
            headings.setdefault(normalized(f"{section.label or ''}{section.title}"), heading)
        return headings

    def canonical(self, text: str) -> str:
        """A heading as the book has it: on a page a line may end in the separator's place, spaces
        differ, and so may case.

        Of titles that differ only so, all have the form of the first: order tells them apart.
        """
        return self._canonical_headings.get(normalized(text), text)

    @cached_property
    def section_elements(self) -> dict[str, StructureElement]:
        """The element of each section by id; none for a section whose heading is lost."""
        expected = self.expected_headings()
        pairs, _, _ = match_entries(expected, self.shown_headings)
        elements = {expected[a].section.id: self.headings[b][0] for a, b in pairs}
        for section in self.book.walk():
            if section.role in WITHOUT_HEADING:
                found = {id(element) for element in elements.values()}
                right = normalized("".join(words_of(section.body, is_separate)))
                for element in self.elements if right else ():
                    if element.role == "Sect" and _reads(element, right, found):
                        elements.setdefault(section.id, element)
        return elements

    @cached_property
    def section_element_ids(self) -> frozenset[int]:
        """The `id` of each section's element: where the text of another section begins."""
        return frozenset(map(id, self.section_elements.values()))

    @cached_property
    def section_positions(self) -> dict[str, PagePosition]:
        """Where each section begins, by id: at its heading, or else at its first words."""
        return dict(self._section_positions())

    def _section_positions(self) -> Iterator[tuple[str, PagePosition]]:
        for name, page, passage in self._section_beginnings():
            yield name, PagePosition(page, passage.top)

    def _section_beginnings(self) -> Iterator[tuple[str, int, Passage]]:
        """The page and the first text of each section that has any."""
        for name, element in self.section_elements.items():
            begin = (element.heading and element.heading.first_text) or element.first_text
            if begin is not None and begin.passage is not None:
                yield name, begin.page, begin.passage

    def section_at(self, page: int, top: float | None) -> str | None:
        """The first section that begins on a page at or below a height; the topmost for None."""
        sections = self._sections_by_page.get(page, [])
        if top is None:
            return sections[-1][1] if sections else None
        below = bisect_right(sections, top, key=lambda each: each[0])
        return sections[below - 1][1] if below else None

    @cached_property
    def _sections_by_page(self) -> dict[int, list[tuple[float, str]]]:
        """The sections that begin on each page, from the foot up, each with the middle of its first
        line: marks may rise above the line, to which a destination leads."""
        by_page: dict[int, list[tuple[float, str]]] = {}
        for name, page, passage in self._section_beginnings():
            middle = (passage.first.top + passage.first.bottom) / 2
            by_page.setdefault(page, []).append((middle, name))
        return {page: sorted(sections) for page, sections in by_page.items()}

    def target(self, link: Value) -> str:
        """`#id` of the section that begins where a link or destination leads.

        The address of a link that leads out of the file; "page 3" where no section begins; else
        "nowhere".
        """
        return self.target_of(self.destinations.uri(link), self.destinations.position(link))

    def target_of(self, address: str | None, position: PagePosition | None) -> str:
        """The same for what leads to an address or a position, if it leads anywhere."""
        if address is not None:
            return address
        if position is None:
            return NOWHERE
        section = self.section_at(position.page, position.top)
        return f"#{section}" if section else f"page {position.page + 1}"

    @cached_property
    def first_body_page(self) -> int:
        """The page on which arabic folios begin: that of the first section after the front matter.

        Without such a section, that of the colophon which the theme generates, or none.
        """
        after_front = (s.id for s in self.book.walk() if s.matter is not Matter.FRONT)
        positions = self.section_positions
        pages = [positions[name].page for name in after_front if name in positions]
        is_generated = all(section.role is not Role.COLOPHON for section in self.book.walk())
        return min(pages, default=len(self.pages) - is_generated)


def _rank(section: Section) -> int:
    return min(section.level, _DEEPEST_HEADING)


def _reads(element: StructureElement, right: str, others: Set[int]) -> bool:
    """Whether the normalized text of an element's own is `right`; decided at the first difference.

    `others` are the `id`s of the elements of other sections.
    """
    text = ""
    for content in () if id(element) in others else own_content(element, others):
        text += normalized(content.passage.text) if content.passage else ""
        if not right.startswith(text):
            return False
    return text == right
