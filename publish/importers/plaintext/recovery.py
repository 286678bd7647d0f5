"""Recovers the structure of a text: all steps in one place.

text → lines → blocks → without furniture → contents, title page, candidates → search → headings
and their paragraphs; and the account of every character.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from publish.importers.bookfolder.language import guess_language
from publish.importers.plaintext.archive_pages import find_archive_pages
from publish.importers.plaintext.bare_series import BareSeries, find_bare_series
from publish.importers.plaintext.blocks import (
    HEADING_MOST_WORDS,
    Block,
    Line,
    build_block,
    build_blocks,
    is_page_number,
    is_wrapped,
    split_lines,
    word_count,
)
from publish.importers.plaintext.candidates import Candidate, collect_candidates
from publish.importers.plaintext.contents import contents_entries, find_contents
from publish.importers.plaintext.furniture import find_furniture
from publish.importers.plaintext.headings import (
    NO_HEADING,
    Body,
    Heading,
    list_items,
    selected_headings,
)
from publish.importers.plaintext.ledger import Ledger, Span, SpanRole
from publish.importers.plaintext.paragraphs import SourceParagraph, uses_indents
from publish.importers.plaintext.search import Solution, solve
from publish.importers.plaintext.title_page import TitlePage, read_title_page


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovered structure of a text; `preamble` is the text before its first heading."""

    text: str
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    title_page: TitlePage
    language: str
    preamble: tuple[SourceParagraph, ...]
    headings: tuple[Heading, ...]
    candidates: tuple[Candidate, ...]
    solution: Solution
    doubtful_run_ins: tuple[int, ...]
    possible_series: frozenset[int]
    pinned: frozenset[int]
    furniture: tuple[Block, ...]
    archive_pages: tuple[Block, ...]
    listed: int
    wrapped: bool
    indented: bool

    @property
    def paragraphs(self) -> list[SourceParagraph]:
        """All paragraphs of the text, in order."""
        return [*self.preamble, *(p for heading in self.headings for p in heading.paragraphs)]


class Contradiction(Exception):
    """No reading satisfies the pins, as with a heading two levels below the one before."""


def recover(text: str, pins: Mapping[int, int] | None = None) -> Recovery:
    """Recover the structure of a text; `pins` maps source lines to depths, NO_HEADING or RUN_IN.

    Raises `Contradiction` if no reading satisfies the pins.
    """
    pins = pins or {}
    lines = split_lines(text)
    wrapped = is_wrapped(lines)
    all_blocks = build_blocks(lines, wrapped=wrapped)
    furniture = find_furniture(all_blocks)
    archive = find_archive_pages(all_blocks)
    furniture -= archive.blocks
    blocks, breaks = _join_titles(*_without(all_blocks, archive.blocks, furniture))
    blocks = _without_lone_numbers(blocks)
    contents = find_contents(blocks)
    listed = blocks[contents.start : contents.end] if contents else []
    title_page = read_title_page(blocks, contents, archive.facts)
    body = blocks[contents.end if contents else title_page.size :]
    indented = uses_indents(body, wrapped=wrapped)
    series = find_bare_series(body) if contents is None else BareSeries()
    candidates = collect_candidates(
        contents_entries(blocks, contents),
        body,
        indented=indented,
        forced={line for line, depth in pins.items() if depth > 0},
        series=series.sure,
    )
    solution = _solve(candidates, pins)
    headings = selected_headings(candidates, solution)
    language = archive.language or guess_language("\n".join(b.text for b in blocks))
    items = list_items(candidates, solution)
    divider = Body(body, indented, items, breaks, pins, english=language == "en")
    before = _text_before_contents(blocks, title_page) if contents else []
    preamble, headings, doubtful = divider.divide(before, headings)
    removed = tuple(all_blocks[i] for i in sorted(furniture))
    left_out = tuple(all_blocks[i] for i in sorted(archive.blocks))
    return Recovery(
        text=text,
        lines=tuple(lines),
        spans=_account(lines, removed, left_out, title_page, listed, preamble, headings),
        title_page=title_page,
        language=language,
        preamble=tuple(preamble),
        headings=tuple(headings),
        candidates=tuple(candidates),
        solution=solution,
        doubtful_run_ins=doubtful,
        possible_series=frozenset(b.number for b in body if b.index in series.possible),
        pinned=frozenset(pins),
        furniture=removed,
        archive_pages=left_out,
        listed=len(listed),
        wrapped=wrapped,
        indented=indented,
    )


def _account(
    lines: Sequence[Line],
    furniture: Sequence[Block],
    archive_pages: Sequence[Block],
    title_page: TitlePage,
    listed: Sequence[Block],
    preamble: Sequence[SourceParagraph],
    headings: Sequence[Heading],
) -> tuple[Span, ...]:
    """The role of every character of the text."""
    ledger = Ledger()
    ledger.mark(furniture, SpanRole.FURNITURE)
    ledger.mark(archive_pages, SpanRole.ARCHIVE)
    for block, role in title_page.roles:
        ledger.mark([block], role)
    ledger.mark(listed, SpanRole.CONTENTS)
    ledger.mark((h.candidate.block for h in headings if h.candidate.block), SpanRole.HEADING)
    for paragraph in (*preamble, *(p for h in headings for p in h.paragraphs)):
        if paragraph.run_in:
            ledger.run_in(paragraph.lines, len("".join(paragraph.run_in.split())))
    return ledger.close(lines)


def _without(
    blocks: Sequence[Block], archive_pages: Collection[int], furniture: Collection[int]
) -> tuple[list[Block], frozenset[int]]:
    """The blocks without furniture and the pages of an archive, renumbered, and the indexes before
    which furniture was removed."""
    remaining: list[Block] = []
    breaks: set[int] = set()
    for block in blocks:
        if block.index in furniture:
            breaks.add(len(remaining))
        elif block.index not in archive_pages:
            remaining.append(replace(block, index=len(remaining)))
    return remaining, frozenset(breaks)


def _without_lone_numbers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which those with only digits are no headings if others have numbers."""
    if not any(block.readings and not is_page_number(block.text) for block in blocks):
        return list(blocks)
    return [replace(b, readings=()) if is_page_number(b.text) else b for b in blocks]


def _join_titles(
    blocks: Sequence[Block], breaks: Collection[int]
) -> tuple[list[Block], frozenset[int]]:
    """The blocks with titles joined: "Part Two" alone on a line and the title below it are one."""
    joined: list[Block] = []
    moved: set[int] = set()
    for block in blocks:
        if joined and _lacks_title(joined[-1]) and _is_plain_title(block):
            above = joined.pop()
            both = build_block(above.index, (*above.lines, *block.lines))
            text = f"{above.text} {block.text}"
            readings = tuple(r._replace(title=block.text) for r in above.readings)
            block = replace(both, text=text, readings=readings)
        if block.index in breaks:
            moved.add(len(joined))
        joined.append(replace(block, index=len(joined)))
    return joined, frozenset(moved)


def _lacks_title(block: Block) -> bool:
    # "Chapter 3        17" is an entry of a contents list, and the number that of a page.
    return (
        not block.ends_in_page_number
        and bool(block.readings)
        and not any(reading.title for reading in block.readings)
    )


def _is_plain_title(block: Block) -> bool:
    short = word_count(block.text) <= HEADING_MOST_WORDS
    return short and not block.readings and block.text[-1] not in ".;:,。；：，"


def _text_before_contents(blocks: Sequence[Block], title_page: TitlePage) -> list[Block]:
    on_title_page = {block.index for block, _ in title_page.roles}
    return [b for b in blocks[: title_page.size] if b.index not in on_title_page]


def _solve(candidates: Sequence[Candidate], pins: Mapping[int, int]) -> Solution:
    by_index = {
        i: max(NO_HEADING, pins[c.line]) for i, c in enumerate(candidates) if c.line in pins
    }
    solution = solve(candidates, by_index)
    if solution is None:
        raise Contradiction
    return solution
