"""A numbered thing with a caption: a figure, a table, a listing, an equation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CaptionKind(StrEnum):
    """What a caption belongs to; each kind has a count of its own."""

    FIGURE = "figure"
    TABLE = "table"
    LISTING = "listing"
    EQUATION = "equation"

    @property
    def plural(self) -> str:
        """Several of that kind, as the manifest names their list."""
        return f"{self}s"


@dataclass(frozen=True, slots=True)
class Caption:
    """One numbered thing: `number` is bare ("2.3"), `label` what stands before the title.

    `id` is its element's, `section_id` that of the section it stands in. `name` is how a reference
    calls it: the label, but "Equation (3)" where the label is "(3)".
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
        """How a list or a full reference calls it: "Table 3. Depths"."""
        return f"{self.name}{self.separator if self.title else ''}{self.title}"
