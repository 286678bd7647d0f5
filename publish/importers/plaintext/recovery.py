"""Recovers the structure of a text: all steps in one place.

text → passages → candidates → search → headings and their paragraphs; and the account of every
character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.importers.plaintext.bare_series import BareSeries, find_bare_series
from publish.importers.plaintext.candidates import Candidate, collect_candidates
from publish.importers.plaintext.contents import ContentsLines
from publish.importers.plaintext.headings import (
    NO_HEADING,
    Body,
    DividedText,
    Heading,
    list_items,
    selected_headings,
)
from publish.importers.plaintext.ledger import Ledger, Span, SpanRole
from publish.importers.plaintext.paragraphs import SourceParagraph, uses_indents
from publish.importers.plaintext.passages import Passages, find_passages
from publish.importers.plaintext.search import Solution, solve


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovered structure of a text; `preamble` is the text before its first heading."""

    passages: Passages
    indented: bool
    spans: tuple[Span, ...]
    preamble: tuple[SourceParagraph, ...]
    headings: tuple[Heading, ...]
    candidates: tuple[Candidate, ...]
    solution: Solution
    doubtful_run_ins: tuple[int, ...]
    possible_series: frozenset[int]
    pinned: frozenset[int]

    @property
    def paragraphs(self) -> list[SourceParagraph]:
        """All paragraphs of the text, in order."""
        return [*self.preamble, *(p for heading in self.headings for p in heading.paragraphs)]


class Contradiction(Exception):
    """No reading satisfies the pins, as with a heading two levels below the one before."""


class _Found(NamedTuple):
    """The candidates of a text, their reading, and the series of lines without a number."""

    candidates: list[Candidate]
    solution: Solution
    series: BareSeries


def recover(
    text: str, pins: Mapping[int, int] | None = None, contents: ContentsLines | None = None
) -> Recovery:
    """Recover the structure of a text; `pins` maps source lines to depths, NO_HEADING or RUN_IN,
    `contents` are the lines of the contents list, None to find it.

    Raises `Contradiction` if no reading satisfies the pins.
    """
    pins = pins or {}
    passages = find_passages(text, contents, {n for n, depth in pins.items() if depth > 0})
    indented = uses_indents(passages.body, wrapped=passages.wrapped)
    found = _find_headings(passages, pins, indented=indented)
    divided = _divide(passages, found, pins, indented=indented)
    possible = found.series.possible
    return Recovery(
        passages=passages,
        indented=indented,
        spans=_account(passages, divided),
        preamble=tuple(divided.preamble),
        headings=tuple(divided.headings),
        candidates=tuple(found.candidates),
        solution=found.solution,
        doubtful_run_ins=divided.doubtful,
        possible_series=frozenset(b.number for b in passages.body if b.index in possible),
        pinned=frozenset(pins),
    )


def _find_headings(passages: Passages, pins: Mapping[int, int], *, indented: bool) -> _Found:
    series = find_bare_series(passages.body, passages.entries)
    candidates = collect_candidates(
        passages.entries,
        passages.body,
        indented=indented,
        forced={line for line, depth in pins.items() if depth > 0},
        series=series,
    )
    return _Found(candidates, _solve(candidates, pins), series)


def _solve(candidates: Sequence[Candidate], pins: Mapping[int, int]) -> Solution:
    by_index = {
        i: max(NO_HEADING, pins[c.line]) for i, c in enumerate(candidates) if c.line in pins
    }
    solution = solve(candidates, by_index)
    if solution is None:
        raise Contradiction
    return solution


def _divide(
    passages: Passages, found: _Found, pins: Mapping[int, int], *, indented: bool
) -> DividedText:
    body = Body(
        passages.body,
        indented,
        list_items(found.candidates, found.solution),
        passages.breaks,
        pins,
        english=passages.language == "en",
    )
    return body.divide(passages.before, selected_headings(found.candidates, found.solution))


def _account(passages: Passages, divided: DividedText) -> tuple[Span, ...]:
    """The role of every character of the text."""
    ledger = Ledger()
    ledger.mark(passages.furniture, SpanRole.FURNITURE)
    ledger.mark(passages.archive_pages, SpanRole.ARCHIVE)
    for block, role in passages.title_page.roles:
        ledger.mark([block], role)
    ledger.mark(passages.listed, SpanRole.CONTENTS)
    headings = divided.headings
    ledger.mark((h.candidate.block for h in headings if h.candidate.block), SpanRole.HEADING)
    for paragraph in (*divided.preamble, *(p for h in headings for p in h.paragraphs)):
        if paragraph.run_in:
            ledger.run_in(paragraph.lines, len("".join(paragraph.run_in.split())))
    return ledger.close(passages.lines)
