"""What a preflight page shows. Lengths are points from the left and upper edge of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Verdict(msgspec.Struct, frozen=True):
    """What a rule says of the files: `findings` are sentences, none where it is kept."""

    code: str
    title: str
    is_error: bool
    findings: Sequence[str]
    cure: str

    @property
    def word(self) -> str:
        """How it went: "kept", "warning" or "error"."""
        return ("error" if self.is_error else "warning") if self.findings else "kept"


class DrawnBox(msgspec.Struct, frozen=True):
    """A box of a sheet: "trim", "bleed", "fold" or "finding"."""

    kind: str
    left: float
    top: float
    width: float
    height: float


class Sheet(msgspec.Struct, frozen=True):
    """A sheet: its file, its number from 1, its size, a picture of it, its boxes.

    `plates` is the part of the sheet that each plate inks, in percent; empty where nobody measured.
    """

    file: str
    number: int
    width: float
    height: float
    picture: bytes
    boxes: Sequence[DrawnBox]
    plates: Sequence[float]

    @property
    def is_black_alone(self) -> bool:
        """Whether only the black plate inks it."""
        return bool(self.plates) and not any(self.plates[:3])


class PlacedImage(msgspec.Struct, frozen=True):
    """An image where it is printed: its file and page, pixels to the inch, size in millimetres."""

    file: str
    page: int
    resolution: int
    size: str


class PreflightSheet(msgspec.Struct, frozen=True):
    """Everything on a preflight page; `order` are its rows, each a name and a value."""

    title: str
    edition: str
    order: Sequence[tuple[str, str]]
    verdicts: Sequence[Verdict]
    sheets: Sequence[Sheet]
    images: Sequence[PlacedImage]
    resolution: int

    @property
    def errors(self) -> int:
        """How many rules are broken that the printer would refuse."""
        return sum(verdict.word == "error" for verdict in self.verdicts)

    @property
    def warnings(self) -> int:
        """How many rules are broken that only look bad."""
        return sum(verdict.word == "warning" for verdict in self.verdicts)
