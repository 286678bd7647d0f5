"""The file of a printer as types; see `model.printer`. All keys are optional here, too."""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec

from publish.config.tables.table import Length, Ordinal, Table
from publish.model.printer import BleedSides, Colours, PrintStandard


class InnerMarginTable(Table, frozen=True):
    """From how many pages the inner margin has at least this width."""

    pages: Ordinal = 0
    margin: Length = "0mm"


class InteriorTable(Table, frozen=True):
    """`[interior]` of a printer; see `model.printer.Interior`."""

    standard: PrintStandard = PrintStandard.NONE
    profile_is_embedded: bool = False
    condition: str = ""
    colours: Colours = Colours.CMYK
    bleed: Length = "3mm"
    bleeds_at: BleedSides = BleedSides.ALL
    bleed_is_by_choice: bool = False
    marks: bool = False
    safety: Length = "5mm"
    resolution: Ordinal = 300
    total_ink: Annotated[int, msgspec.Meta(ge=0, le=400)] = 0
    transparency: bool = True
    fewest_pages: Ordinal = 2
    most_pages: Ordinal = 10_000
    pages_by: Annotated[int, msgspec.Meta(ge=1, le=64)] = 2
    most_megabytes: Ordinal = 0
    inner_margins: list[InnerMarginTable] = []
    spots: bool = False


class BarcodeTable(Table, frozen=True):
    """The white field of the barcode."""

    width: Length = "37.29mm"
    height: Length = "25.93mm"


class CoverSheetTable(Table, frozen=True):
    """`[cover]` of a printer; see `model.printer.CoverSheet`."""

    bleed: Length = "3mm"
    marks: bool = False
    safety: Length = "4mm"
    spine_text_from: Ordinal = 80
    spine_safety: Length = "1mm"
    spine_extra: Length = "0mm"
    barcode: BarcodeTable = BarcodeTable()
    adds_barcode: bool = False


class SizeTable(Table, frozen=True):
    """By how much boards are larger than pages."""

    width: Length = "0mm"
    height: Length = "0mm"


class SpineTable(Table, frozen=True):
    """From how many pages a spine is so wide."""

    pages: Ordinal = 0
    width: Length = "0mm"


class BindingTable(Table, frozen=True):
    """`[flaps]`, `[case]` or `[jacket]` of a printer: what differs from its `[cover]`."""

    source: str = ""
    read: datetime.date | None = None
    bleed: Length | None = None
    safety: Length | None = None
    spine_text_from: Ordinal | None = None
    spine_safety: Length | None = None
    spine_extra: Length | None = None
    spine_steps: list[SpineTable] = []
    board: SizeTable = SizeTable()
    hinge: Length = "0mm"
    turn_in: Length = "0mm"
    fold: Length = "0mm"
    flap: Length = "0mm"
    fewest_pages: Ordinal = 0
    most_pages: Ordinal = 0
    papers: list[str] = []
    left_to_right_only: bool = False


class PaperTable(Table, frozen=True):
    """A `[[paper]]` of a printer; see `model.printer.Paper`."""

    id: str = ""
    name: str = ""
    page: Length = "0mm"
    colour: bool = False


class PrinterTable(Table, frozen=True):
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
