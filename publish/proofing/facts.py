"""What a proof sheet tells of a book. Lengths are points from the left and the head of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

import msgspec

from publish.releases.changes.result import BookChanges


class Area(NamedTuple):
    """A part of a page."""

    left: float
    top: float
    right: float
    bottom: float


class Weight(IntEnum):
    """How much a finding matters to an editor."""

    SLIGHT = 1
    NOTABLE = 2
    SERIOUS = 3


class Finding(msgspec.Struct, frozen=True):
    """One thing to look at.

    `page` is that of the file, from 0, and None for what is on no page, as `area` is. `amount`
    orders those of one kind, the largest first. `words` are from the page or the manuscript, and
    `reason` says why it is so, where that is known. `location` is `file:line` in the book's folder.
    """

    kind: str
    weight: Weight
    message: str
    reason: str = ""
    words: str = ""
    page: int | None = None
    area: Area | None = None
    section: str = ""
    location: str = ""
    amount: float = 0.0


class Counts(msgspec.Struct, frozen=True):
    """What is in a text: words, the minutes that it takes to read, and how much else."""

    words: int = 0
    minutes: float = 0.0
    notes: int = 0
    pictures: int = 0
    tables: int = 0
    formulas: int = 0

    def __add__(self, other: Counts) -> Counts:
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Counts(*(one + another for one, another in pairs))


class OutlineRow(msgspec.Struct, frozen=True):
    """A section, with the counts of all in it and below it; `page` is where it begins, from 0."""

    id: str
    level: int
    heading: str
    page: int | None
    counts: Counts
    is_missing: bool
    location: str


class SheetPage(msgspec.Struct, frozen=True):
    """A page of the book: its number as it is printed, its size, a small picture of it."""

    folio: str
    width: float
    height: float
    thumbnail: bytes


class PictureRow(msgspec.Struct, frozen=True):
    """A picture in pixels as it is printed; `ppi` are pixels for an inch of the paper."""

    page: int
    area: Area
    pixels: tuple[int, int]
    ppi: int
    section: str
    location: str
    words: str


class ProofSheet(msgspec.Struct, frozen=True):
    """All that is known of one edition of a book.

    `kinds` has the title of each kind of finding, in the order of the sheet; `setting` says how
    most of the text is set; `changes` what changed since the last release, None where there is none
    or nothing changed.
    """

    title: str
    version: str
    language: str
    direction: str
    edition: str
    sides: int
    setting: Mapping[str, str | float]
    counts: Counts
    outline: Sequence[OutlineRow]
    pages: Sequence[SheetPage]
    pictures: Sequence[PictureRow]
    findings: Sequence[Finding]
    kinds: Mapping[str, str]
    changes: BookChanges | None = None
