"""The tables of `book.toml` as types, and `theme.toml` in the folder of a book.

All keys are optional here. Required ones are checked later, so that one run reports all errors.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

import msgspec

from publish.config.tables.table import Depth, Ordinal, Table
from publish.model.book import LinkAddresses, MissingGlyphs, NotesPlace, Sides, Standard
from publish.model.numerals import Numeral
from publish.model.printer import Binding, Inks
from publish.model.roles import Role

_Audience = Literal[
    "general", "children", "teenage", "school", "college", "professional", "adult-education",
    "language-learning",
]  # fmt: skip
_Relation = Literal[
    "part-of", "includes", "replaces", "replaced-by", "alternative-format", "based-on-print",
    "translation-of", "adapted-from", "supplement-to", "has-supplement", "similar",
]  # fmt: skip


class AuthorTable(Table, frozen=True):
    """`{ name = "…", sort = "…", role = "translator" }`."""

    name: str = ""
    sort: str = ""
    role: str = "author"
    orcid: str = ""
    isni: str = ""


class FundingTable(Table, frozen=True):
    """`{ funder = "…", award = "…", identifier = "https://ror.org/…" }`."""

    funder: str = ""
    award: str = ""
    identifier: str = ""


class RelatedTable(Table, frozen=True):
    """`{ relation = "replaces", isbn = "…" }`: another product, by one identifier."""

    relation: _Relation | None = None
    isbn: str = ""
    issn: str = ""
    doi: str = ""
    url: str = ""


class PriceTable(Table, frozen=True):
    """`{ amount = "12.00", currency = "EUR", territories = ["DE", "AT"] }`."""

    amount: str | int | float = ""
    currency: str = ""
    territories: list[str] = []
    tax: Literal["included", "excluded"] = "included"


class BookTable(Table, frozen=True):
    """`[book]`: the metadata."""

    title: str = ""
    subtitle: str = ""
    title_sort: str = ""
    series: str = ""
    series_number: str | int | float = ""
    issn: str = ""
    running: str = ""
    authors: list[str | AuthorTable] = []
    language: str = ""
    identifier: str = ""
    isbn: str = ""
    doi: str = ""
    url: str = ""
    publisher: str = ""
    place: str = ""
    contact: str = ""
    date: datetime.date | None = None
    modified: datetime.datetime | None = None
    version: str = "1.0"
    edition_statement: str = ""
    description: str = ""
    subjects: list[str] = []
    keywords: list[str] = []
    thema: list[str] = []
    bisac: list[str] = []
    audience: list[_Audience] = []
    rights: str = ""
    licence: str = ""
    copyright: str = ""
    funding: list[FundingTable] = []
    related: list[RelatedTable] = []
    cover: str = ""


class EntryTable(Table, frozen=True):
    """One entry of the spine, with its child entries."""

    file: str = ""
    title: str = ""
    id: str = ""
    role: Role | None = None
    sections: list[str | EntryTable] = []
    numbered: bool | None = None
    number: str | None = None
    running: str = ""
    start: Ordinal | None = None
    language: str = ""
    status: Literal["missing"] | None = None
    only: str | None = None
    except_: str | None = msgspec.field(name="except", default=None)


class StructureTable(Table, frozen=True):
    """`[structure]`: the spine by matter."""

    frontmatter: list[str | EntryTable] = []
    bodymatter: list[str | EntryTable] = []
    backmatter: list[str | EntryTable] = []
    lists: list[str] = []  # the kinds of `model.caption.CAPTION_KINDS`


class SchemeTable(Table, frozen=True):
    """`[numbering.chapter]` and the other ranks."""

    numeral: Numeral | None = None
    label: bool | str | None = None
    compose: bool | None = None
    restart: bool | None = None
    start: Ordinal | None = None


class NumberingTable(Table, frozen=True):
    """`[numbering]`: depths, and a scheme for each rank."""

    depth: Depth = 3
    contents_depth: Depth = 2
    captions: Literal["book", "chapter"] = "book"
    caption_language: Literal["text", "book"] = "text"
    caption_pattern: str | dict[str, str] = ""  # for all kinds, or by kind
    theorems: Literal["by-kind", "together"] = "by-kind"
    volume: SchemeTable = SchemeTable()
    part: SchemeTable = SchemeTable()
    chapter: SchemeTable = SchemeTable()
    appendix: SchemeTable = SchemeTable()
    section: SchemeTable = SchemeTable()
    subsection: SchemeTable = SchemeTable()
    subsubsection: SchemeTable = SchemeTable()
    paragraph: SchemeTable = SchemeTable()
    subparagraph: SchemeTable = SchemeTable()


class MathTable(Table, frozen=True):
    """`[math]`: macros of the author, LaTeX by name, with `#1` to `#9` for arguments."""

    macros: dict[str, str] = {}


class NotesTable(Table, frozen=True):
    """`[notes]`: where a PDF prints them."""

    place: NotesPlace = NotesPlace.FOOT


class PraiseTable(Table, frozen=True):
    """A `[[cover.praise]]`."""

    text: str = ""
    by: str = ""


class CoverTable(Table, frozen=True):
    """`[cover]`: what only the cover of a printed book says."""

    blurb: str = ""
    about_author: str = ""
    praise: list[PraiseTable] = []
    mark: str = ""


class EditionTable(Table, frozen=True):
    """`[editions.NAME]`: one product."""

    format: str = "pdf"
    theme: str = "classic"
    trim: str = ""
    isbn: str = ""
    prices: list[PriceTable] = []
    page_list: str = ""
    address: str = ""
    search: bool | None = None
    downloads: list[str] = []
    offline: bool | None = None
    since: str = ""
    profile: str = ""
    standard: Standard | None = None
    sides: Sides | None = None
    missing_glyphs: MissingGlyphs | None = None
    link_addresses: LinkAddresses | None = None
    printer: str = ""
    paper: str = ""
    inks: Inks | None = None
    bleed: bool | None = None
    colour_profile: str = ""
    binding: Binding | None = None
    front: str = ""
    wrap: str = ""
    spots: dict[str, str] = {}
    variables: dict[str, str] = {}


class ThemeTable(Table, frozen=True):
    """`theme.toml` in a folder of the book: a theme of the book."""

    extends: str = "classic"
    variables: dict[str, str | list[str] | dict[str, str]] = {}


_Hazard = Literal[
    "flashing", "noFlashingHazard", "motionSimulation", "noMotionSimulationHazard", "none",
]  # fmt: skip


class AccessibilityTable(Table, frozen=True):
    """`[accessibility]`: who certifies conformance, and what only a person can judge."""

    certifier: str = ""
    credential: str = ""
    report: str = ""
    hazards: list[_Hazard] = []
    undescribed_images: Literal["refuse", "allow"] = "refuse"


class BibliographyTable(Table, frozen=True):
    """`[bibliography]`: files of references, and the citation style."""

    files: list[str] = []
    style: str = "author-date"
    nocite: list[str] = []
    report_unused: bool = False


class ImportTable(Table, frozen=True):
    """`[import]`: the source of an imported book, and the number of open questions."""

    source: str = ""
    sha256: str = ""
    open_questions: int = 0


class ManifestTables(Table, frozen=True):
    """The whole file; editions are converted one by one, since the author chooses their names."""

    book: BookTable = BookTable()
    structure: StructureTable = StructureTable()
    numbering: NumberingTable = NumberingTable()
    notes: NotesTable = NotesTable()
    math: MathTable = MathTable()
    accessibility: AccessibilityTable = AccessibilityTable()
    cover: CoverTable = CoverTable()
    words: dict[str, str | dict[str, str]] = {}
    variables: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    bibliography: BibliographyTable = BibliographyTable()
    editions: dict[str, Any] = {}
    import_: ImportTable = msgspec.field(name="import", default=ImportTable())
