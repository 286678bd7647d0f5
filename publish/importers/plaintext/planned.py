"""The planned book: sections with their origin in the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.importers.bookfolder import ImportedSection, LevelScheme
from publish.importers.plaintext.headings import Heading


@dataclass(slots=True)
class PlannedSection(ImportedSection):
    """One section of the book to be written, with its origin in the source.

    `line` is its line in the source and `heading` its heading there; `miscounted` means that the
    source shows another number, `supplied` that the source has no such section at all.
    """

    line: int = 0
    heading: Heading | None = None
    numbered: bool = False
    miscounted: bool = False
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class BookPlan:
    """The book to be written: its title, its sections in spine order, and numbering by depth."""

    title: str
    title_supplied: bool
    sections: tuple[PlannedSection, ...]
    schemes: Mapping[int, LevelScheme]

    def walk(self) -> Iterator[PlannedSection]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()

    @property
    def container_titles(self) -> list[str]:
        """The titles of supplied sections, from the outermost."""
        return [s.title for s in self.walk() if s.supplied and s.title is not None]
