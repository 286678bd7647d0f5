"""A finished product of several documents, with the book that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Protocol

from publish.cache import digest
from publish.model.book import Book, Edition, NotesPlace
from publish.model.roles import BEFORE_CONTENTS
from publish.model.section import Section
from publish.verification.difference import Difference
from publish.verification.entries import ExpectedEntry, expected_entries
from publish.verification.expected_content import expected_content
from publish.verification.generated_pages import GeneratedPage
from publish.verification.memo import PerFileMemo
from publish.verification.pages.reader.document import Document, ImageFile
from publish.verification.pages.section_map import SectionMap
from publish.verification.pages.verified_before import DocumentInputs, VerifiedDocuments

Compare = Callable[[], Iterable[Difference]]


class Container(Protocol):
    """What holds the documents of a product."""

    def documents(self) -> Iterator[Document]:
        """The documents in reading order, each once."""

    def images(self) -> Iterator[ImageFile]:
        """The images."""

    def styles(self) -> Iterator[bytes]:
        """The style sheets."""


@dataclass
class FinishedPages(PerFileMemo):
    """One product opened for reading; `print_edition` is the file whose pages it lists, if any.

    `notes_follow_text` says whether all notes of a document are after its text, or each after the
    block that calls it; `levels_begin_anew` whether the first heading of a document is of the
    first level.
    """

    notes_follow_text: ClassVar[bool] = True
    levels_begin_anew: ClassVar[bool] = False

    container: Container
    book: Book
    edition: Edition
    verified: VerifiedDocuments
    print_edition: Path | None = None

    def document_title(self, heading: str) -> str:
        """The title that a document with that heading should have."""
        return heading

    def page_title(self, page: GeneratedPage) -> str:
        """The title of the document with a generated page."""
        return self.document_title(page.title)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the book by id, in reading order."""
        return {section.id: section for section in self.book.walk()}

    @cached_property
    def openings_to_check(self) -> list[Section]:
        """The sections that open the files to compare: all, unless set otherwise."""
        return list(self.book.opening_sections())

    def forget_trees(self) -> None:
        """Forget the trees of all documents; those that are looked at again are parsed again."""
        for document in self.container.documents():
            document.forget_tree()

    @cached_property
    def section_map(self) -> SectionMap:
        """Where the sections are in the file."""
        return SectionMap(self.container.documents(), self.sections)

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

    def new_documents(self) -> int:
        """How many documents were not verified before."""
        if not self._inputs:
            return len(self.section_map.documents)
        return sum(not self.verified.knows(inputs) for inputs in self._inputs.values())

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


def print_edition(path: Path, book: Book, edition: Edition) -> Path | None:
    """The product beside the one at `path` whose pages it lists, if any."""
    editions = (each for each in book.editions if each.name == edition.page_list)
    return next((path.with_name(book.product_name(each)) for each in editions), None)


def _target(section: Section) -> str:
    return f"#{section.id}"
