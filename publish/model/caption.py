"""Captions of figures, tables, listings and equations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CaptionKind(StrEnum):
    """The kind of element that a caption belongs to; each kind is numbered by itself."""

    FIGURE = "figure"
    TABLE = "table"
    LISTING = "listing"
    EQUATION = "equation"

    @property
    def plural(self) -> str:
        """The plural, as the manifest names the list of that kind."""
        return f"{self}s"


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption: `number` is bare ("2.3"), `label` is printed before the title ("Table 2.3").

    `id` is that of the captioned element, `section_id` that of its section. `name` is the text of a
    reference: the label, but "Equation (3)" for the label "(3)".
    """

    id: str
    kind: CaptionKind
    number: str
    label: str
    name: str
    separator: str
    title: str
    section_id: str

    @property
    def full_text(self) -> str:
        """The text of a list entry or a full reference: "Table 3. Depths"."""
        return f"{self.name}{self.separator if self.title else ''}{self.title}"
