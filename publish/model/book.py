"""One work, with everything that its products are made from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from publish.model.accessibility import Accessibility
from publish.model.caption import Caption, CaptionKind
from publish.model.features import TextFeature
from publish.model.reference import BibliographyData
from publish.model.roles import Matter
from publish.model.scheme import Numbering
from publish.model.script import direction
from publish.model.section import Section, serialize_section, walk


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body; `role` is a MARC relator code (https://id.loc.gov/vocabulary/relators)."""

    name: str
    role: str = "aut"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a title page, a shop and a library want to know; `modified` is in UTC."""

    title: str
    language: str
    identifier: str
    modified: datetime.datetime
    subtitle: str = ""
    authors: tuple[Contributor, ...] = ()
    isbn: str = ""
    publisher: str = ""
    place: str = ""
    date: datetime.date | None = None
    version: str = "1.0"
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""

    @property
    def byline(self) -> str:
        """The names of the authors as a title page lists them."""
        return ", ".join(author.name for author in self.authors if author.role == "aut")


@dataclass(frozen=True, slots=True)
class Resource:
    """An image or font of the book: where it lies in the product and its bytes."""

    href: str
    media_type: str
    content: bytes


class NotesPlace(StrEnum):
    """Where print sets the notes; the EPUB has them at the end of their file, or of the book."""

    FOOT = "foot"
    CHAPTER = "chapter"
    BOOK = "book"


class Standard(StrEnum):
    """What a PDF claims to meet; with the one for all readers comes the one for archives.

    PDF/UA-1 with PDF/A-2a in a file of PDF 1.7; PDF/UA-2 with Well-Tagged PDF 1.0 and PDF/A-4 in
    one of PDF 2.0; or nothing.
    """

    UA1 = "PDF/UA-1"
    UA2 = "PDF/UA-2"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Rules of a theme of the book's own: plain CSS in the file `path` of the book."""

    path: str
    rules: str


class Sides(StrEnum):
    """How many sides of a leaf bear pages: one, as on a screen, or two, as in a bound book."""

    ONE = "one"
    TWO = "two"

    @property
    def pages_per_leaf(self) -> int:
        """How many pages a leaf has; what opens a page of its own begins a leaf."""
        return 1 if self is Sides.ONE else 2


@dataclass(frozen=True, slots=True)
class Edition:
    """One product of a book: `format` is "epub" or "pdf", `trim` a page size by name.

    `theme` names an installed theme; `variables` override its variables, and `style_sheets` are
    rules of the book that follow those of the theme, by file name ("pdf.css"). `page_list` names
    the edition whose page numbers an EPUB carries; `standard` and `sides` apply to PDFs.
    """

    name: str
    format: str
    theme: str = "classic"
    trim: str = "6x9in"
    isbn: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    style_sheets: Mapping[str, StyleSheet] = field(default_factory=dict)
    page_list: str = ""
    standard: Standard = Standard.UA1
    sides: Sides = Sides.TWO


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book; `name` is its folder's, `sections` the spine from front to back matter.

    `listed_kinds` are the kinds of captions listed after the contents. `has_edition_variants` is
    True if editions differ in their text. `absent_features` are in none of the texts.
    `section_markup` is the serialized text of a settled book, by section id.
    """

    name: str
    folder: Path
    metadata: Metadata
    numbering: Numbering
    sections: tuple[Section, ...]
    resources: tuple[Resource, ...] = ()
    editions: tuple[Edition, ...] = ()
    captions: tuple[Caption, ...] = ()
    listed_kinds: tuple[CaptionKind, ...] = ()
    notes_place: NotesPlace = NotesPlace.FOOT
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    bibliography: BibliographyData | None = None
    accessibility: Accessibility = field(default_factory=Accessibility)
    cover: Resource | None = None
    open_questions: int = 0
    has_edition_variants: bool = False
    absent_features: frozenset[TextFeature] = frozenset()
    section_markup: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """Reading direction of the pages: "rtl" for the scripts written so, else "ltr"."""
        return direction(self.metadata.language)

    def product_name(self, edition: Edition) -> str:
        """The file of an edition: `<book>.<ext>`, or `<book>-<edition>.<ext>` by another name."""
        suffix = "" if edition.name == edition.format else f"-{edition.name}"
        return f"{self.name}{suffix}.{edition.format}"

    def walk(self) -> Iterator[Section]:
        """Every section, in reading order."""
        return walk(self.sections)

    def markup_of(self, section: Section) -> bytes:
        """The title and the text of a section as it was settled, or as it stands, in UTF-8.

        The same text is told by the same bytes, and what cannot be found in them is not in it.
        """
        return self.section_markup.get(section.id) or serialize_section(section)

    def caption_lists(self) -> Iterator[tuple[CaptionKind, tuple[Caption, ...]]]:
        """The lists behind the contents with what they list; one of nothing is left out."""
        for kind in self.listed_kinds:
            if captions := tuple(caption for caption in self.captions if caption.kind is kind):
                yield kind, captions

    def sections_in(self, matter: Matter) -> tuple[Section, ...]:
        """The top sections of one matter."""
        return tuple(section for section in self.sections if section.matter is matter)


class ArtifactOrigin(StrEnum):
    """How a product came to stand in its place: made, there already, or put back as it was."""

    BUILT = "made"
    UNCHANGED = "unchanged"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that was written; `pages` is None for a product without pages.

    `laid_out` and `reused` count the pieces that were laid out for it and that came from the cache.
    """

    edition: str
    path: Path
    media_type: str
    sha256: str
    size: int
    pages: int | None = None
    origin: ArtifactOrigin = ArtifactOrigin.BUILT
    laid_out: int = 0
    reused: int = 0
