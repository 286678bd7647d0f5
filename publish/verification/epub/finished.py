"""A finished EPUB with the book that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from lxml import etree

from publish.cache import Cache, digest
from publish.model.book import Book, Edition, NotesPlace
from publish.model.roles import BEFORE_CONTENTS
from publish.model.section import Section
from publish.verification.difference import Difference
from publish.verification.entries import ExpectedEntry, expected_entries
from publish.verification.epub.reader.container import Container
from publish.verification.epub.reader.document import Document
from publish.verification.epub.reader.plain import make_plain
from publish.verification.epub.section_map import SectionMap
from publish.verification.epub.verified_before import DocumentInputs, VerifiedDocuments
from publish.verification.expected_content import expected_content
from publish.verification.markup import MATH
from publish.verification.memo import PerFileMemo

Compare = Callable[[], Iterable[Difference]]


@dataclass
class FinishedEpub(PerFileMemo):
    """One EPUB opened for reading; `print_edition` is the file whose pages it lists, if any."""

    container: Container
    book: Book
    edition: Edition
    verified: VerifiedDocuments
    print_edition: Path | None = None

    @classmethod
    def open(cls, path: Path, book: Book, edition: Edition, cache: Cache) -> FinishedEpub:
        """The file at `path`; raises `Unreadable` where it cannot be read."""
        editions = (each for each in book.editions if each.name == edition.page_list)
        printed = next((path.with_name(book.product_name(each)) for each in editions), None)
        verified = VerifiedDocuments(cache)
        if edition.shop is None:
            return cls(Container(path, cache), book, edition, verified, printed)
        plain = partial(make_plain, formulas=_formulas(book))
        return cls(Container(path, cache, plain), book, edition, verified, printed)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the book by id, in reading order."""
        return {section.id: section for section in self.book.walk()}

    @cached_property
    def section_map(self) -> SectionMap:
        """Where the sections are in the file."""
        return SectionMap(self.container, self.sections)

    def expected_entries(self) -> list[ExpectedEntry]:
        """What a list of the sections should show, each leading to its section's element."""
        return expected_entries(self.book.sections, _target)

    def expected_contents(self) -> list[ExpectedEntry]:
        """What the contents page should show, without pages such as a dedication."""
        deepest = max(self.book.numbering.contents_depth, 1)
        return expected_entries(self.book.sections, _target, deepest, BEFORE_CONTENTS)

    def document_of(self, opening: Section) -> Document | None:
        """The document that shows the sections of a file and no others, where that is known."""
        return self.section_map.documents.get(opening.id) if opening.id in self._inputs else None

    def unless_verified(
        self, surface: str, opening: Section, compare: Compare, other_inputs: str = ""
    ) -> Iterator[Difference]:
        """The differences that `compare` finds in a file, unless it was verified before.

        `other_inputs` is a hash of what it depends on besides the file's own sections.
        """
        inputs = self._inputs.get(opening.id)
        return self.verified.differences(surface, inputs, compare, other_inputs)

    @cached_property
    def _inputs(self) -> dict[str, DocumentInputs]:
        """The document of each file, and all that its text is compared with.

        By the id of the opening section; none where one document is not enough: a section is
        elsewhere, or its notes are; and none without a cache.
        """
        if self.book.notes_place is NotesPlace.BOOK or self.verified.cache.folder is None:
            return {}
        documents = self.section_map.documents
        sections_of: dict[str, set[str]] = {}
        for name, document in documents.items():
            sections_of.setdefault(document.href, set()).add(name)
        inputs = {}
        for opening in self.book.opening_sections():
            home = documents.get(opening.id)
            expected = {each.id for each in opening.in_file()}
            if home is not None and expected == sections_of[home.href]:
                content = digest(*expected_content(self.book, opening))
                inputs[opening.id] = DocumentInputs(home.href, home.digest, content)
        return inputs

    def unless_list_verified(
        self, surface: str, document: Document, compare: Compare
    ) -> Iterator[Difference]:
        """The differences in a document that lists sections, unless it was verified before."""
        inputs = DocumentInputs(document.href, document.digest)
        return self.verified.differences(surface, inputs, compare, self._list_inputs)

    @cached_property
    def _list_inputs(self) -> str:
        """A hash of how the sections are listed, and of where they are."""
        book = self.book
        fields = [(s.id, s.role, s.level, s.label, s.separator, s.title) for s in book.walk()]
        return digest(repr((fields, book.numbering.contents_depth)), self.section_map.inputs)


def _formulas(book: Book) -> dict[str, etree._Element]:
    """The formulas of a book by their text alternatives."""
    roots = [root for each in book.walk() for root in (each.body, each.title_markup)]
    return {math.get("alttext", ""): math for root in roots for math in root.iter(MATH)}


def _target(section: Section) -> str:
    return f"#{section.id}"
