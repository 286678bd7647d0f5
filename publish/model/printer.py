"""What a printer asks of the files of a book. `publish/printers/` has those that are shipped.

Lengths are points.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum

import msgspec


class Inks(StrEnum):
    """What the pages of a book are printed with."""

    BLACK = "black"
    COLOUR = "colour"


class Colours(StrEnum):
    """How a printer wants the colours of a file written; black is black alone in each."""

    CMYK = "cmyk"
    RGB = "rgb"


class PrintStandard(StrEnum):
    """A standard for files to a printer (ISO 15930)."""

    X4 = "PDF/X-4"
    X1A = "PDF/X-1a:2001"
    NONE = "none"


class BleedSides(StrEnum):
    """At which edges pages bleed: not at the spine, or at all."""

    OUTER = "outer"
    ALL = "all"


class Interior(msgspec.Struct, frozen=True):
    """What is asked of the pages.

    `condition` names the printing condition in the registry of the ICC. `safety` is the distance
    of anything from the trim, `inner_margins` that from the spine, by the fewest pages it is for.
    `total_ink` is in percent, 0 for no limit; `resolution` in pixels per inch; `pages_by` the
    pages of a signature.
    """

    standard: PrintStandard
    profile_is_embedded: bool
    condition: str
    colours: Colours
    bleed: float
    bleeds_at: BleedSides
    bleed_is_by_choice: bool
    marks: bool
    safety: float
    resolution: int
    total_ink: int
    transparency: bool
    fewest_pages: int
    most_pages: int
    pages_by: int
    most_megabytes: int
    inner_margins: Mapping[int, float]
    spots: bool = False

    def inner_margin(self, pages: int) -> float:
        """The least distance of anything from the spine in a book of so many pages."""
        fitting = [least for least in self.inner_margins if least <= pages]
        return self.inner_margins[max(fitting)] if fitting else self.safety

    def page_count(self, pages: int) -> int:
        """The pages of a book with blank ones at its end, up to whole signatures."""
        return max(-(-pages // self.pages_by) * self.pages_by, self.pages_by)


class Binding(StrEnum):
    """What goes around the pages: a cover, one with flaps, boards, or a jacket around boards."""

    PAPERBACK = "paperback"
    FLAPS = "flaps"
    CASE = "case"
    JACKET = "jacket"


class CoverSheet(msgspec.Struct, frozen=True):
    """What is asked of the sheet of back, spine and front.

    `spine_extra` is what glue, cover and boards add to the spine, unless `spine_steps` has its
    thickness by the fewest pages it is for; `spine_safety` is the distance of its text
    from the folds, which it has from `spine_text_from` pages. `barcode` is the white field,
    which is kept free without a number if the printer `adds_barcode`.

    `board` is by how much front and back are wider and higher than a page, where boards are;
    `hinge` is the part of them beside the spine that bends. The sheet goes around the edges by
    `turn_in`, or around the outer edges by `fold` to flaps that are `flap` wide. A binding for
    fewer or more pages than the printer's others has its own limits, else 0, and `papers`, else
    none. One that is `left_to_right_only` is not for books that open at the other side.
    """

    bleed: float
    marks: bool
    safety: float
    spine_text_from: int
    spine_safety: float
    spine_extra: float
    barcode: tuple[float, float]
    adds_barcode: bool
    spine_steps: Mapping[int, float] = msgspec.field(default_factory=dict)
    board: tuple[float, float] = (0.0, 0.0)
    hinge: float = 0.0
    turn_in: float = 0.0
    fold: float = 0.0
    flap: float = 0.0
    fewest_pages: int = 0
    most_pages: int = 0
    papers: tuple[str, ...] = ()
    left_to_right_only: bool = False
    source: str = ""
    read: datetime.date | None = None

    def spine(self, paper: Paper, pages: int) -> float:
        """The thickness of a book of so many pages."""
        fitting = [least for least in self.spine_steps if least <= pages]
        if fitting:
            return self.spine_steps[max(fitting)]
        return pages * paper.page + self.spine_extra

    def binds(self, pages: int) -> bool:
        """Whether so many pages can be bound so."""
        return self.fewest_pages <= pages <= (self.most_pages or pages)


class Paper(msgspec.Struct, frozen=True):
    """A paper: its name in manifests, what it is, the thickness of a page (half a leaf)."""

    id: str
    name: str
    page: float
    colour: bool


class Printer(msgspec.Struct, frozen=True):
    """A printer, with the address at which its rules were `read` on a day; `covers` by binding."""

    name: str
    about: str
    source: str
    read: datetime.date
    interior: Interior
    covers: Mapping[Binding, CoverSheet]
    papers: tuple[Paper, ...]


class PrintOrder(msgspec.Struct, frozen=True):
    """What an edition for a printer is made for; `profile` has the bytes of its colour profile.

    `spots` has the colours, red, green and blue from 0 to 1, that inks of those names print.
    """

    printer: Printer
    paper: Paper
    inks: Inks
    bleeds: bool
    profile: bytes = b""
    binding: Binding = Binding.PAPERBACK
    spots: Mapping[str, tuple[float, float, float]] = {}

    @property
    def cover(self) -> CoverSheet:
        """What is asked of the cover of this binding."""
        return self.printer.covers[self.binding]

    def spine(self, pages: int) -> float:
        """The thickness of a book of so many pages."""
        return self.cover.spine(self.paper, pages)

    def of_cover(self) -> PrintOrder:
        """The order of the cover, which is in colour wherever colours can be printed."""
        is_separated = self.printer.interior.colours is Colours.CMYK
        inks = Inks.BLACK if is_separated and not self.profile else Inks.COLOUR
        return msgspec.structs.replace(self, inks=inks)
