"""The tables of `book.toml` as types: msgspec rejects unknown keys and wrong types.

All keys are optional here. Required ones are checked later, so that one run reports all errors.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

import msgspec

from publish.config import limits
from publish.model import lengths
from publish.model.book import LinkAddresses, MissingGlyphs, NotesPlace, Sides, Standard
from publish.model.numerals import Numeral
from publish.model.printer import Binding, BleedSides, Colours, Inks, PrintStandard
from publish.model.roles import Role
from publish.model.shop import Measure

_Ordinal = Annotated[int, msgspec.Meta(ge=0, le=limits.LARGEST_ORDINAL)]
_Depth = Annotated[int, msgspec.Meta(ge=0, le=99)]
_Length = Annotated[str, msgspec.Meta(pattern=lengths.PATTERN)]


class _Table(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """A table with keys in kebab case; unknown keys are errors."""


_Audience = Literal[
    "general", "children", "teenage", "school", "college", "professional", "adult-education",
    "language-learning",
]  # fmt: skip
_Relation = Literal[
    "part-of", "includes", "replaces", "replaced-by", "alternative-format", "based-on-print",
    "translation-of", "adapted-from", "supplement-to", "has-supplement", "similar",
]  # fmt: skip


class AuthorTable(_Table, frozen=True):
    """`{ name = "…", sort = "…", role = "translator" }`."""

    name: str = ""
    sort: str = ""
    role: str = "author"
    orcid: str = ""
    isni: str = ""


class FundingTable(_Table, frozen=True):
    """`{ funder = "…", award = "…", identifier = "https://ror.org/…" }`."""

    funder: str = ""
    award: str = ""
    identifier: str = ""


class RelatedTable(_Table, frozen=True):
    """`{ relation = "replaces", isbn = "…" }`: another product, by one identifier."""

    relation: _Relation | None = None
    isbn: str = ""
    issn: str = ""
    doi: str = ""
    url: str = ""


class PriceTable(_Table, frozen=True):
    """`{ amount = "12.00", currency = "EUR", territories = ["DE", "AT"] }`."""

    amount: str | int | float = ""
    currency: str = ""
    territories: list[str] = []
    tax: Literal["included", "excluded"] = "included"


class BookTable(_Table, frozen=True):
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


class EntryTable(_Table, frozen=True):
    """One entry of the spine, with its child entries."""

    file: str = ""
    title: str = ""
    id: str = ""
    role: Role | None = None
    sections: list[str | EntryTable] = []
    numbered: bool | None = None
    number: str | None = None
    running: str = ""
    start: _Ordinal | None = None
    language: str = ""
    status: Literal["missing"] | None = None
    only: str | None = None
    except_: str | None = msgspec.field(name="except", default=None)


class StructureTable(_Table, frozen=True):
    """`[structure]`: the spine by matter."""

    frontmatter: list[str | EntryTable] = []
    bodymatter: list[str | EntryTable] = []
    backmatter: list[str | EntryTable] = []
    lists: list[str] = []  # the kinds of `model.caption.CAPTION_KINDS`


class SchemeTable(_Table, frozen=True):
    """`[numbering.chapter]` and the other ranks."""

    numeral: Numeral | None = None
    label: bool | str | None = None
    compose: bool | None = None
    restart: bool | None = None
    start: _Ordinal | None = None


class NumberingTable(_Table, frozen=True):
    """`[numbering]`: depths, and a scheme for each rank."""

    depth: _Depth = 3
    contents_depth: _Depth = 2
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


class MathTable(_Table, frozen=True):
    """`[math]`: macros of the author, LaTeX by name, with `#1` to `#9` for arguments."""

    macros: dict[str, str] = {}


class NotesTable(_Table, frozen=True):
    """`[notes]`: where a PDF prints them."""

    place: NotesPlace = NotesPlace.FOOT


class PraiseTable(_Table, frozen=True):
    """A `[[cover.praise]]`."""

    text: str = ""
    by: str = ""


class CoverTable(_Table, frozen=True):
    """`[cover]`: what only the cover of a printed book says."""

    blurb: str = ""
    about_author: str = ""
    praise: list[PraiseTable] = []
    mark: str = ""


class EditionTable(_Table, frozen=True):
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


class ThemeTable(_Table, frozen=True):
    """`theme.toml` in a folder of the book: a theme of the book."""

    extends: str = "classic"
    variables: dict[str, str | list[str] | dict[str, str]] = {}


class RuleTable(_Table, frozen=True):
    """A `[[rule]]` in the profile of a shop; see `model.shop.Rule`."""

    id: str = ""
    of: Measure | None = None
    says: str = ""
    hint: str = ""
    source: str = ""
    read: datetime.date | None = None
    severity: Literal["error", "warning"] = "error"
    least: int | float | None = None
    most: int | float | None = None
    among: list[str] = []
    never: list[str] = []
    needs: list[str] = []
    like: str = ""


class ShopTable(_Table, frozen=True):
    """The file of a profile; see `model.shop.Shop`."""

    name: str = ""
    about: str = ""
    suffix: str = ""
    markup: Literal["", "kobo"] = ""
    for_engines: bool = False
    rule: list[RuleTable] = []


class InnerMarginTable(_Table, frozen=True):
    """From how many pages the inner margin has at least this width."""

    pages: _Ordinal = 0
    margin: _Length = "0mm"


class InteriorTable(_Table, frozen=True):
    """`[interior]` of a printer; see `model.printer.Interior`."""

    standard: PrintStandard = PrintStandard.NONE
    profile_is_embedded: bool = False
    condition: str = ""
    colours: Colours = Colours.CMYK
    bleed: _Length = "3mm"
    bleeds_at: BleedSides = BleedSides.ALL
    bleed_is_by_choice: bool = False
    marks: bool = False
    safety: _Length = "5mm"
    resolution: _Ordinal = 300
    total_ink: Annotated[int, msgspec.Meta(ge=0, le=400)] = 0
    transparency: bool = True
    fewest_pages: _Ordinal = 2
    most_pages: _Ordinal = 10_000
    pages_by: Annotated[int, msgspec.Meta(ge=1, le=64)] = 2
    most_megabytes: _Ordinal = 0
    inner_margins: list[InnerMarginTable] = []
    spots: bool = False


class BarcodeTable(_Table, frozen=True):
    """The white field of the barcode."""

    width: _Length = "37.29mm"
    height: _Length = "25.93mm"


class CoverSheetTable(_Table, frozen=True):
    """`[cover]` of a printer; see `model.printer.CoverSheet`."""

    bleed: _Length = "3mm"
    marks: bool = False
    safety: _Length = "4mm"
    spine_text_from: _Ordinal = 80
    spine_safety: _Length = "1mm"
    spine_extra: _Length = "0mm"
    barcode: BarcodeTable = BarcodeTable()
    adds_barcode: bool = False


class SizeTable(_Table, frozen=True):
    """By how much boards are larger than pages."""

    width: _Length = "0mm"
    height: _Length = "0mm"


class SpineTable(_Table, frozen=True):
    """From how many pages a spine is so wide."""

    pages: _Ordinal = 0
    width: _Length = "0mm"


class BindingTable(_Table, frozen=True):
    """`[flaps]`, `[case]` or `[jacket]` of a printer: what differs from its `[cover]`."""

    source: str = ""
    read: datetime.date | None = None
    bleed: _Length | None = None
    safety: _Length | None = None
    spine_text_from: _Ordinal | None = None
    spine_safety: _Length | None = None
    spine_extra: _Length | None = None
    spine_steps: list[SpineTable] = []
    board: SizeTable = SizeTable()
    hinge: _Length = "0mm"
    turn_in: _Length = "0mm"
    fold: _Length = "0mm"
    flap: _Length = "0mm"
    fewest_pages: _Ordinal = 0
    most_pages: _Ordinal = 0
    papers: list[str] = []


class PaperTable(_Table, frozen=True):
    """A `[[paper]]` of a printer; see `model.printer.Paper`."""

    id: str = ""
    name: str = ""
    page: _Length = "0mm"
    colour: bool = False


class PrinterTable(_Table, frozen=True):
    """The file of a printer; see `model.printer.Printer`."""

    name: str = ""
    about: str = ""
    source: str = ""
    read: datetime.date | None = None
    interior: InteriorTable = InteriorTable()
    cover: CoverSheetTable = CoverSheetTable()
    flaps: BindingTable | None = None
    case: BindingTable | None = None
    jacket: BindingTable | None = None
    paper: list[PaperTable] = []


_Hazard = Literal[
    "flashing", "noFlashingHazard", "motionSimulation", "noMotionSimulationHazard", "none",
]  # fmt: skip


class AccessibilityTable(_Table, frozen=True):
    """`[accessibility]`: who certifies conformance, and what only a person can judge."""

    certifier: str = ""
    credential: str = ""
    report: str = ""
    hazards: list[_Hazard] = []
    undescribed_images: Literal["refuse", "allow"] = "refuse"


class BibliographyTable(_Table, frozen=True):
    """`[bibliography]`: files of references, and the citation style."""

    files: list[str] = []
    style: str = "author-date"
    nocite: list[str] = []
    report_unused: bool = False


class ImportTable(_Table, frozen=True):
    """`[import]`: the source of an imported book, and the number of open questions."""

    source: str = ""
    sha256: str = ""
    open_questions: int = 0


class ManifestTables(_Table, frozen=True):
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
