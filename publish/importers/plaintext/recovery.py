"""From a text to its recovered structure: the whole reading in one place.

text → lines → blocks → without furniture → front, contents, candidates → search → headings and
their paragraphs; and the account of every character.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from publish.importers.plaintext.blocks import (
    HEADING_MOST_WORDS,
    Block,
    Line,
    is_wrapped,
    make_block,
    make_blocks,
    split_lines,
    word_count,
)
from publish.importers.plaintext.candidates import Candidate, collect
from publish.importers.plaintext.contents import Zone, entries, find_contents
from publish.importers.plaintext.furniture import find_furniture
from publish.importers.plaintext.language import guess_language
from publish.importers.plaintext.ledger import Ledger, Span, SpanRole
from publish.importers.plaintext.markers import Reading
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.paragraphs import SourceParagraph, join, uses_indents
from publish.importers.plaintext.runins import mark_run_ins
from publish.importers.plaintext.search import Solution, solve
from publish.importers.plaintext.title_page import Front, read_front

RUN_IN = -1  # the pin of a line that an editor calls a run-in heading
NO_HEADING = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A recovered heading.

    `depth` counts from 1; `value` is its ordinal where it has a place in the count, `reading` its
    marker as understood; `block` is None where the contents list alone names it. `margin` says by
    how much this depth is better than any other; `paragraphs` are the text directly below it.
    """

    candidate: Candidate
    depth: int
    margin: float
    reading: Reading | None
    value: int | None
    paragraphs: tuple[SourceParagraph, ...] = ()

    @property
    def title(self) -> str:
        """The words of the heading without its marker."""
        own = self.reading.title if self.reading else self.candidate.source.text
        return own or self.candidate.source.text

    @property
    def line(self) -> int:
        """Its line in the source."""
        return self.candidate.line

    @property
    def missing(self) -> bool:
        """Whether the contents list names it and the text does not hold it."""
        return self.candidate.block is None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was read out of a text; `preamble` is the text before its first heading."""

    text: str
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    front: Front
    language: str
    preamble: tuple[SourceParagraph, ...]
    headings: tuple[Heading, ...]
    candidates: tuple[Candidate, ...]
    solution: Solution
    furniture: tuple[Block, ...]
    listed: int
    wrapped: bool
    indented: bool


class Contradiction(Exception):
    """The pins admit no reading at all: a heading pinned two levels below the one above."""


def recover(text: str, pins: Mapping[int, int] | None = None) -> Recovery:
    """Read a text; `pins` maps source lines to depths, NO_HEADING or RUN_IN.

    Raises `Contradiction` when no reading fits the pins.
    """
    pins = pins or {}
    lines = split_lines(text)
    ledger = Ledger()
    wrapped = is_wrapped(lines)
    everything = make_blocks(lines, wrapped=wrapped)
    furniture = find_furniture(everything)
    ledger.mark((everything[i] for i in furniture), SpanRole.FURNITURE)
    blocks, breaks = _without(everything, furniture)
    blocks, breaks = _with_titles_joined(blocks, breaks)
    zone = find_contents(blocks)
    front = read_front(blocks, zone)
    _book_front(ledger, front, blocks, zone)
    body = blocks[zone.end if zone else front.size :]
    indented = uses_indents(body, wrapped=wrapped)
    forced = {line for line, depth in pins.items() if depth > 0}
    candidates = collect(entries(blocks, zone), body, indented=indented, forced=forced)
    solution = _solve(candidates, pins)
    headings = [_found(c, solution, i) for i, c in enumerate(candidates) if solution.depths[i]]
    ledger.mark((f.candidate.block for f in headings if f.candidate.block), SpanRole.HEADING)
    sections = _Sections(body, indented, _items(candidates, solution), breaks, pins)
    kept = _text_before_contents(blocks, front, zone)
    preamble, headings = sections.deal(kept, headings)
    for paragraph in (*preamble, *(p for f in headings for p in f.paragraphs)):
        if paragraph.run_in:
            ledger.run_in(paragraph.lines, len("".join(paragraph.run_in.split())))
    return Recovery(
        text=text,
        lines=tuple(lines),
        spans=ledger.close(lines),
        front=front,
        language=guess_language(text),
        preamble=tuple(preamble),
        headings=tuple(headings),
        candidates=tuple(candidates),
        solution=solution,
        furniture=tuple(everything[i] for i in sorted(furniture)),
        listed=zone.end - zone.start if zone else 0,
        wrapped=wrapped,
        indented=indented,
    )


def _without(
    blocks: Sequence[Block], furniture: Collection[int]
) -> tuple[list[Block], frozenset[int]]:
    """The blocks without furniture, counted anew, and those before which some was taken out."""
    kept: list[Block] = []
    breaks: set[int] = set()
    for block in blocks:
        if block.index in furniture:
            breaks.add(len(kept))
        else:
            kept.append(replace(block, index=len(kept)))
    return kept, frozenset(breaks)


def _with_titles_joined(
    blocks: Sequence[Block], breaks: Collection[int]
) -> tuple[list[Block], frozenset[int]]:
    """ "Part Two" alone on its line is one heading with the title below it."""
    joined: list[Block] = []
    moved: set[int] = set()
    for block in blocks:
        if joined and _awaits_title(joined[-1]) and _is_plain_title(block):
            above = joined.pop()
            both = make_block(above.index, (*above.lines, *block.lines))
            text = f"{above.text} {block.text}"
            marked = tuple(r._replace(title=block.text) for r in above.readings)
            block = replace(both, text=text, readings=marked)
        if block.index in breaks:
            moved.add(len(joined))
        joined.append(replace(block, index=len(joined)))
    return joined, frozenset(moved)


def _awaits_title(block: Block) -> bool:
    return (
        bool(block.readings)
        and block.readings[0].rank is not None
        and not any(reading.title for reading in block.readings)
    )


def _is_plain_title(block: Block) -> bool:
    short = word_count(block.text) <= HEADING_MOST_WORDS
    return short and not block.readings and block.text[-1] not in ".;:,。；：，"


def _book_front(ledger: Ledger, front: Front, blocks: Sequence[Block], zone: Zone | None) -> None:
    for block, role in front.roles:
        ledger.mark([block], role)
    if zone:
        ledger.mark(blocks[zone.start : zone.end], SpanRole.CONTENTS)


def _text_before_contents(blocks: Sequence[Block], front: Front, zone: Zone | None) -> list[Block]:
    booked = {block.index for block, _ in front.roles}
    return [b for b in blocks[: front.size] if b.index not in booked] if zone else []


def _solve(candidates: Sequence[Candidate], pins: Mapping[int, int]) -> Solution:
    by_index = {
        i: max(NO_HEADING, pins[c.line]) for i, c in enumerate(candidates) if c.line in pins
    }
    solution = solve(candidates, by_index)
    if solution is None:
        raise Contradiction
    return solution


def _found(candidate: Candidate, solution: Solution, index: int) -> Heading:
    section = solution.sections[index]
    fitting = [
        reading
        for reading in candidate.readings
        if section and (reading.style, reading.value) == (section.style, section.value)
    ]
    # A heading without a marker has a value only where it was read as having lost its number.
    lost = not candidate.readings and section is not None and _takes_place(solution, index)
    return Heading(
        candidate,
        solution.depths[index],
        solution.margins[index],
        fitting[0] if fitting else None,
        section.value if section and (fitting or lost) else None,
    )


def _takes_place(solution: Solution, index: int) -> bool:
    """Whether an unnumbered heading moved the count of its level on."""
    section, depth = solution.sections[index], solution.depths[index]
    for i in range(index - 1, -1, -1):
        if solution.depths[i] == depth:
            before = solution.sections[i]
            return section is not None and before is not None and section.value != before.value
        if 0 < solution.depths[i] < depth:
            break
    return section is not None and section.value == UNIT


def _items(candidates: Sequence[Candidate], solution: Solution) -> frozenset[int]:
    return frozenset(
        c.block.index
        for c, depth in zip(candidates, solution.depths, strict=True)
        if depth == NO_HEADING and c.block and c.readings
    )


@dataclass(frozen=True, slots=True)
class _Sections:
    """Deals the blocks of the body out to the headings above them."""

    body: Sequence[Block]
    indented: bool
    items: frozenset[int]
    breaks: frozenset[int]
    pins: Mapping[int, int]

    def deal(
        self, kept: Sequence[Block], headings: Sequence[Heading]
    ) -> tuple[list[SourceParagraph], list[Heading]]:
        """The paragraphs before the first heading, and the headings with theirs."""
        owners = {f.candidate.block.index: i for i, f in enumerate(headings) if f.candidate.block}
        texts: list[list[Block]] = [[] for _ in range(len(headings) + 1)]
        texts[0].extend(kept)
        at = 0
        for block in self.body:
            if block.index in owners:
                at = owners[block.index] + 1
            else:
                texts[at].append(block)
        preamble = self._paragraphs(texts[0])
        return preamble, [
            replace(found, paragraphs=tuple(self._paragraphs(blocks)))
            for found, blocks in zip(headings, texts[1:], strict=True)
        ]

    def _paragraphs(self, blocks: Sequence[Block]) -> list[SourceParagraph]:
        joined = join(blocks, indented=self.indented, items=self.items, breaks=self.breaks)
        pins = {line: pin == RUN_IN for line, pin in self.pins.items() if pin <= NO_HEADING}
        return mark_run_ins(joined, pins)
