"""One work, with everything that its products are built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from publish.diagnostics import Location
from publish.model.accessibility import Accessibility
from publish.model.caption import Caption, CaptionKind
from publish.model.cover_copy import CoverCopy
from publish.model.features import TextFeature
from publish.model.formats import format_of
from publish.model.metadata import Metadata
from publish.model.names import Names
from publish.model.note import Note
from publish.model.printer import PrintOrder
from publish.model.reference import BibliographyData, Citation
from publish.model.resource import Resource as Resource
from publish.model.scheme import Numbering
from publish.model.script import direction
from publish.model.section import Section, serialize_section, walk
from publish.model.shop import Shop
from publish.model.trade import Trade
from publish.model.trims import trim_size


class NotesPlace(StrEnum):
    """Where a PDF prints the notes; an EPUB has them at the end of each file, or of the book."""

    FOOT = "foot"
    CHAPTER = "chapter"
    BOOK = "book"


class Standard(StrEnum):
    """The accessibility standard that a PDF claims; each implies one for archiving.

    PDF/UA-1 implies PDF/A-2a and PDF 1.7; PDF/UA-2 implies Well-Tagged PDF 1.0, PDF/A-4 and
    PDF 2.0.
    """

    UA1 = "PDF/UA-1"
    UA2 = "PDF/UA-2"
    NONE = "none"


class StyleSheet(msgspec.Struct, frozen=True):
    """A style sheet of the book: the plain CSS `rules` of its file `path`."""

    path: str
    rules: str


class Sides(StrEnum):
    """How many sides of a leaf are printed: one, as on a screen, or two, as in a bound book."""

    ONE = "one"
    TWO = "two"

    @property
    def pages_per_leaf(self) -> int:
        """How many pages a leaf has; a section that starts a new page starts a new leaf."""
        return 1 if self is Sides.ONE else 2


class LinkAddresses(StrEnum):
    """Where a PDF prints the addresses of links, whose words do not show them."""

    NONE = "none"
    NOTE = "note"
    BRACKETS = "brackets"


class MissingGlyphs(StrEnum):
    """What becomes of a character that no font has: the PDF is refused, or prints a box."""

    REFUSE = "refuse"
    BOX = "box"


class Edition(msgspec.Struct, frozen=True):
    """One product of a book: `format` names a row of `FORMATS`, `trim` is a page size (`trims.py`).

    `theme` names an installed theme; `variables` override its variables, and `style_sheets` are
    rules of the book that follow those of the theme, by file name ("pdf.css"). `page_list` names
    the edition whose page numbers an EPUB or a web edition carries; `address` is where a web
    edition is published, `search` whether it has a search, `downloads` the editions that its
    readers can download, `offline` whether it can be read without a connection, and `since` the
    text of the release before, as its `text.json` has it; `standard`, `sides`, `missing_glyphs`
    and `link_addresses` apply to PDFs.
    `profile` names what its EPUB keeps to, the rules of `shop`; an edition for a printer is made
    for its `order`, from the pages of the edition that `page_list` names.
    `locations` are those of some keys in the manifest, for messages.
    """

    name: str
    format: str
    theme: str = "classic"
    trim: str = "6x9in"
    isbn: str = ""
    variables: Mapping[str, Any] = msgspec.field(default_factory=dict)
    style_sheets: Mapping[str, StyleSheet] = msgspec.field(default_factory=dict)
    page_list: str = ""
    standard: Standard = Standard.UA1
    sides: Sides = Sides.TWO
    missing_glyphs: MissingGlyphs = MissingGlyphs.REFUSE
    link_addresses: LinkAddresses = LinkAddresses.NONE
    address: str = ""
    search: bool = True
    downloads: Sequence[str] = ()
    offline: bool | None = None
    since: Resource | None = None
    profile: str = ""
    shop: Shop | None = None
    order: PrintOrder | None = None
    locations: Mapping[str, Location] = msgspec.field(default_factory=dict)

    @property
    def trim_size(self) -> tuple[float, float]:
        """Width and height of its trimmed pages, in points."""
        size = trim_size(self.trim)
        assert size is not None, "reading has checked it"
        return size

    @property
    def suffix(self) -> str:
        """What the name of its file ends in; empty for a folder."""
        asked = self.shop.suffix if self.shop else ""
        return asked or format_of(self.format).suffix


class Book(msgspec.Struct, frozen=True):
    """A whole book; `name` is its folder's, `sections` the spine from front to back matter.

    `listed_kinds` are the kinds of captions listed after the contents. `has_edition_variants` is
    True if editions differ in their text. `citations` are those of a settled book by their anchors,
    `names` are all identifiers, to which the passes add
    those of anchors, `left_out` those of what only other editions have, with the condition for it.
    `absent_features` are in none of the texts. `section_markup` is the serialized
    text of a settled book, by section id.
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
    link_addresses: LinkAddresses = LinkAddresses.NONE
    abbreviations: Mapping[str, str] = msgspec.field(default_factory=dict)
    bibliography: BibliographyData | None = None
    citations: Mapping[str, Citation] = msgspec.field(default_factory=dict)
    accessibility: Accessibility = msgspec.field(default_factory=Accessibility)
    trade: Trade = msgspec.field(default_factory=Trade)
    cover: Resource | None = None
    cover_copy: CoverCopy = msgspec.field(default_factory=CoverCopy)
    open_questions: int = 0
    has_edition_variants: bool = False
    names: Names = msgspec.field(default_factory=Names)
    left_out: Mapping[str, str] = msgspec.field(default_factory=dict)
    absent_features: frozenset[TextFeature] = frozenset()
    section_markup: Mapping[str, bytes] = msgspec.field(default_factory=dict)

    @property
    def direction(self) -> str:
        """The reading direction of the pages, "rtl" or "ltr"."""
        return direction(self.metadata.language)

    def product_name(self, edition: Edition) -> str:
        """The name of an edition's file or folder: `<book>.<ext>`, or `<book>-<edition>.<ext>`.

        The short form is for an edition with the name of its format, if it is a file.
        """
        is_short = edition.suffix and edition.name == edition.format
        suffix = "" if is_short else f"-{edition.name}"
        return f"{self.name}{suffix}{edition.suffix}"

    def walk(self) -> Iterator[Section]:
        """Every section, in reading order."""
        return walk(self.sections)

    def opening_sections(self) -> Iterator[Section]:
        """The sections that open a file, in reading order."""
        return (section for section in self.walk() if section.href)

    def notes(self) -> Iterator[Note]:
        """All notes, file by file, in the order of their numbers."""
        for opening in self.opening_sections():
            yield from opening.notes_in_file()

    def markup_of(self, section: Section) -> bytes:
        """The serialized title and text of a section, in UTF-8.

        Equal texts have equal bytes; what a search in the bytes does not find is not in the text.
        """
        return self.section_markup.get(section.id) or serialize_section(section)

    def caption_lists(self) -> Iterator[tuple[CaptionKind, tuple[Caption, ...]]]:
        """The lists of captions after the contents, by kind; empty lists are left out.

        What has a number alone, as most equations have, is not listed.
        """
        for kind in self.listed_kinds:
            of_kind = (caption for caption in self.captions if caption.kind == kind)
            if captions := tuple(caption for caption in of_kind if caption.title):
                yield kind, captions
