"""All that findings are made from: the book, its finished PDF, what its build left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from publish.diagnostics import Diagnostic, Location
from publish.model.artifact import Artifact
from publish.model.book import Book
from publish.proofing.facts import Area, Finding, Weight
from publish.proofing.places import Places
from publish.proofing.reading.layout import Layout
from publish.proofing.reading.lines import Line
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement


class Question(NamedTuple):
    """A question of an import that nobody has answered, and where."""

    title: str
    location: str


class Facts(msgspec.Struct, frozen=True):
    """What is known beside the file: of the build, and of the import that the book is from."""

    artifact: Artifact
    diagnostics: Sequence[Diagnostic] = ()
    questions: Sequence[Question] = ()


class Evidence:
    """The finished PDF of a book as it was laid out, with what is known beside it."""

    def __init__(self, finished: FinishedPdf, layout: Layout, facts: Facts) -> None:
        self.finished, self.layout, self.facts = finished, layout, facts
        self.book: Book = finished.book
        self.places = Places(finished.book, layout)

    def of_line(
        self,
        kind: str,
        weight: Weight,
        line: Line,
        message: str,
        *,
        reason: str = "",
        amount: float = 0.0,
    ) -> Finding:
        """A finding that is marked at a line."""
        return Finding(
            kind=kind,
            weight=weight,
            message=message,
            reason=reason,
            words=line.text,
            page=line.page,
            area=line.area,
            section=line.block.section,
            location=self.places.location(line.block.section, line.text),
            amount=amount,
        )

    def elements(self, role: str) -> Iterator[StructureElement]:
        """The elements of the file with a role, in reading order."""
        return (element for element in self.finished.elements if element.role == role)

    def place_of(self, element: StructureElement) -> tuple[int, Area] | None:
        """The page on which an element begins, and what it covers there; None if it is nowhere."""
        content = list(element.content())
        pages = [part.page for part in content]
        areas = [self._area(part) for part in content if part.page == min(pages)]
        edges = list(zip(*filter(None, areas), strict=True))
        if not edges:
            return None
        left, top, right, bottom = edges
        return min(pages), Area(min(left), min(top), max(right), max(bottom))

    def section_of(self, element: StructureElement) -> str:
        """The section that an element is in, by its first content."""
        for part in element.content():
            if (block := self.layout.blocks.get((part.page, part.mcid))) is not None:
                return block.section
        return ""

    def _area(self, part: MarkedContent) -> Area | None:
        page = self.finished.pages[part.page]
        height = self.layout.pages[part.page].printed.height
        if part.passage is not None:
            box = part.passage.box
        elif part.mcid in page.drawn:
            box = page.drawn[part.mcid]
        else:
            return None
        return Area(box[0], round(height - box[3], 2), box[2], round(height - box[1], 2))

    @cached_property
    def section_pages(self) -> Mapping[str, int]:
        """The page on which each section begins."""
        return {name: at.page for name, at in self.finished.section_positions.items()}

    def section_at(self, location: Location) -> str:
        """The section that a line of the manuscript is in; "" where there is none."""
        found = ""
        for section in self.book.walk():
            same = section.location.path == location.path
            if same and (not location.line or section.location.line <= location.line):
                found = section.id
                if not location.line:
                    break
        return found
