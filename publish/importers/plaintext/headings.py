"""The recovered headings, each with its number and the text below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from publish.importers.plaintext.blocks import Block
from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.markers import MarkerReading
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.paragraphs import SourceParagraph, join_paragraphs
from publish.importers.plaintext.runins import mark_run_ins
from publish.importers.plaintext.search import Solution

RUN_IN = -1  # the pin of a line that an editor marked as a run-in heading
NO_HEADING = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A recovered heading.

    `depth` counts from 1; `value` is its ordinal if it is counted, `reading` the reading of its
    marker; `margin` the difference in score to the next best depth; `paragraphs` the text directly
    below it.
    """

    candidate: Candidate
    depth: int
    margin: float
    reading: MarkerReading | None
    value: int | None
    paragraphs: tuple[SourceParagraph, ...] = ()

    @property
    def title(self) -> str:
        """The words of the heading without its marker."""
        title = self.reading.title if self.reading else ""
        return title or self.candidate.source.text

    @property
    def has_title(self) -> bool:
        """Whether it has words beside its marker; "Chapter 7" alone has none."""
        return self.reading is None or bool(self.reading.title)

    @property
    def line(self) -> int:
        """Its line in the source."""
        return self.candidate.line

    @property
    def missing(self) -> bool:
        """Whether it is in the contents list, but not in the text."""
        return self.candidate.block is None


def selected_headings(candidates: Sequence[Candidate], solution: Solution) -> list[Heading]:
    """The candidates that are headings, without their text."""
    return [_heading(c, solution, i) for i, c in enumerate(candidates) if solution.depths[i]]


def _heading(candidate: Candidate, solution: Solution, index: int) -> Heading:
    section = solution.sections[index]
    fitting = [
        reading
        for reading in candidate.readings
        if section and (reading.style, reading.value) == (section.style, section.value)
    ]
    # A heading without a marker is counted only if it was read as having lost its number.
    lost = not candidate.readings and section is not None and _is_counted(solution, index)
    return Heading(
        candidate,
        solution.depths[index],
        solution.margins[index],
        fitting[0] if fitting else None,
        section.value if section and (fitting or lost) else None,
    )


def _is_counted(solution: Solution, index: int) -> bool:
    """Whether an unnumbered heading advanced the count of its level."""
    section, depth = solution.sections[index], solution.depths[index]
    for i in range(index - 1, -1, -1):
        if solution.depths[i] == depth:
            before = solution.sections[i]
            return section is not None and before is not None and section.value != before.value
        if 0 < solution.depths[i] < depth:
            break
    return section is not None and section.value == UNIT


def list_items(candidates: Sequence[Candidate], solution: Solution) -> frozenset[int]:
    """The indexes of the blocks that are list items."""
    return frozenset(
        c.block.index
        for c, depth in zip(candidates, solution.depths, strict=True)
        if depth == NO_HEADING and c.block and c.readings
    )


class DividedText(NamedTuple):
    """The paragraphs before the first heading, the headings with theirs, and the lines of those
    that might have a run-in heading."""

    preamble: list[SourceParagraph]
    headings: list[Heading]
    doubtful: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of the body, and how they form paragraphs."""

    blocks: Sequence[Block]
    indented: bool
    items: frozenset[int]
    breaks: frozenset[int]
    pins: Mapping[int, int]
    english: bool

    def divide(self, before: Sequence[Block], headings: Sequence[Heading]) -> DividedText:
        """The paragraphs before the first heading, starting with `before`, and the headings with
        theirs."""
        owners = {f.candidate.block.index: i for i, f in enumerate(headings) if f.candidate.block}
        texts: list[list[Block]] = [[] for _ in range(len(headings) + 1)]
        texts[0].extend(before)
        current = 0
        for block in self.blocks:
            if block.index in owners:
                current = owners[block.index] + 1
            else:
                texts[current].append(block)
        pins = {line: pin == RUN_IN for line, pin in self.pins.items() if pin <= NO_HEADING}
        marked = mark_run_ins([self._paragraphs(t) for t in texts], pins, english=self.english)
        preamble, *below = marked.sections
        return DividedText(
            preamble,
            [
                replace(heading, paragraphs=tuple(paragraphs))
                for heading, paragraphs in zip(headings, below, strict=True)
            ],
            marked.doubtful,
        )

    def _paragraphs(self, blocks: Sequence[Block]) -> list[SourceParagraph]:
        return join_paragraphs(blocks, indented=self.indented, items=self.items, breaks=self.breaks)
