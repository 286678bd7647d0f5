"""A finished EPUB beside the book it was made from: what every surface is read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from publish.cache import Cache, digest, toolchain
from publish.model.book import Book, Edition, NotesPlace
from publish.model.roles import BEFORE_CONTENTS
from publish.model.section import Section
from publish.verify.difference import Difference
from publish.verify.entries import Expected, expect
from publish.verify.epub.reader.container import Container
from publish.verify.epub.reader.document import Document
from publish.verify.epub.section_map import SectionMap
from publish.verify.epub.verified_before import Agreed
from publish.verify.memo import Once
from publish.verify.openings import in_file, openings, told


@dataclass
class Finished(Once):
    """One EPUB opened for reading; raises `Unreadable` when it cannot be.

    `printed` is where the print edition stands, if anywhere, whose pages it lists.
    """

    container: Container
    book: Book
    edition: Edition
    printed: Path | None = None
    agreed: Agreed = field(default_factory=Agreed)

    @classmethod
    def open(cls, path: Path, book: Book, edition: Edition, cache: Cache | None = None) -> Finished:
        """The file at `path`, held against `book`; `cache` knows what agreed before."""
        named = (each for each in book.editions if each.name == edition.page_list)
        printed = next((path.with_name(book.product_name(each)) for each in named), None)
        return cls(Container(path, cache), book, edition, printed, Agreed(cache))

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the book by id, in reading order."""
        return {section.id: section for section in self.book.walk()}

    @cached_property
    def places(self) -> SectionMap:
        """Where the sections stand in the file."""
        return SectionMap(self.container, self.sections)

    def expected(self, deepest: int | None = None) -> list[Expected]:
        """What a list of the sections should show, each leading to its section's element."""
        return expect(self.book.sections, lambda section: f"#{section.id}", deepest)

    def listed(self) -> list[Expected]:
        """What the contents page should show: title pages, dedication, epigraph stand before it."""
        deepest = max(self.book.numbering.contents_depth, 1)
        return [each for each in self.expected(deepest) if each.section.role not in BEFORE_CONTENTS]

    def matched(self, opening: Section) -> str:
        """A key of all that the text of a document is held against, with the document itself.

        "" where it cannot be said from one document: a section is elsewhere, or its notes are; and
        where nothing is known of what agreed.
        """
        return self._matched.get(opening.id, "")

    @cached_property
    def _matched(self) -> dict[str, str]:
        if self.book.notes_place is NotesPlace.BOOK or self.agreed.cache is None:
            return {}
        held: dict[str, list[str]] = {}
        for name, document in self.places.home.items():
            held.setdefault(document.href, []).append(name)
        matched = {}
        for opening in openings(self.book):
            home = self.places.home.get(opening.id)
            inside = {each.id for each in in_file(opening)}
            if home is not None and inside == set(held[home.href]):
                parts = told(self.book, opening)
                matched[opening.id] = digest(toolchain(), home.href, home.key, *parts)
        return matched

    def document_of(self, opening: Section) -> Document | None:
        """The document that shows the sections of a file and no others, where that is known."""
        return self.places.home.get(opening.id) if self.matched(opening) else None

    def unless_agreed(
        self, surface: str, document: Document, look: Callable[[], Iterable[Difference]]
    ) -> Iterator[Difference]:
        """What `look` finds in a document that lists sections, unless all agreed before."""
        key = digest(document.href, document.key)
        return self.agreed.check(surface, key, look, self._listing)

    @cached_property
    def _listing(self) -> str:
        """A hash of how the sections are listed, and of where they stand."""
        book = self.book
        marks = [(s.id, s.role, s.level, s.label, s.separator, s.title) for s in book.walk()]
        return digest(repr((marks, book.numbering.contents_depth)), self.places.state)
