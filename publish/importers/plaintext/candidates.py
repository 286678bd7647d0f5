"""Candidates for headings: lines of the body, entries of the contents, or both as one.

Both form one sequence, so that levels are decided once and the number of a section whose text is
missing counts with the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from publish.importers.bookfolder.heading_names import role_of_heading, sort_key
from publish.importers.plaintext.alignment import Pair, align
from publish.importers.plaintext.bare_series import BareSeries
from publish.importers.plaintext.blocks import Block, word_count
from publish.importers.plaintext.line_score import line_score
from publish.importers.plaintext.markers import MarkerReading
from publish.importers.plaintext.numerals import follows
from publish.importers.plaintext.weights import WEIGHTS

_LONGEST = 34  # words; longer lines are never candidates
_HOPELESS = -9.0  # a score so low that no context makes a numbered line a heading
_HOPELESS_BARE = -6.5
_BARE_ENTRIES = 4  # of a contents list
_NO_SERIES = BareSeries()
_SHOUTED = 2  # numbered headings in capitals
_SHOUTED_SHARE = 0.2  # of those with a number
_BARE_OUTLINE = 0.75  # share of candidates directly after another


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate for a heading.

    `source` is the block whose words are used: the body's, else the contents list's. `score` is the
    evidence for a heading of any level; `setting` its indent in the contents or its capitals, where
    these vary; `adjacent` means that no text is between it and the candidate before, `chained` that
    the next one is adjacent and continues its count. `in_series` is one of many without a
    number, which have a level of their own.
    """

    source: Block
    entry: Block | None
    block: Block | None
    readings: tuple[MarkerReading, ...]
    title: str
    score: float
    setting: int | None = None
    adjacent: bool = False
    chained: bool = False
    after_colon: bool = False
    in_series: bool = False

    @property
    def line(self) -> int:
        """The line that identifies it on the review sheet."""
        return self.source.number

    @property
    def is_listed(self) -> bool:
        """Whether it is in the contents list."""
        return self.entry is not None

    @property
    def is_name(self) -> bool:
        """Whether it is a name that is used alone as a heading (Foreword, Conclusion)."""
        return role_of_heading(self.title) is not None

    @property
    def is_unplaced(self) -> bool:
        """Whether it is only in the contents list, and nothing there tells its level."""
        alone = self.block is None and not self.readings
        return alone and self.setting is None and not self.is_name

    @property
    def is_list_like(self) -> bool:
        """Whether it ends or begins like a list item."""
        return bool(re.search(r"[.;,。；]$", self.source.text)) or self.title[:1].islower()


def collect_candidates(
    listed: Sequence[Block],
    body: Sequence[Block],
    *,
    indented: bool,
    forced: Collection[int] = (),
    series: BareSeries = _NO_SERIES,
) -> list[Candidate]:
    """The candidates of a text in order.

    `listed` are the contents entries, `body` the blocks after them; `indented` means that
    paragraphs begin with an indent; `forced` are lines that an editor marked as headings, `series`
    those that are or may be headings as a series.
    """
    short = [b for b in body if word_count(b.text) <= _LONGEST or b.number in forced]
    pairs = align(listed, short)
    evident = (p.block for p in pairs if p.block and (p.entry or p.block.readings))
    first = min((block.index for block in evident), default=None)
    candidates = [
        _candidate(pair, bool(listed) and not _opens(pair.block, body), indented=indented)
        for pair in pairs
        if _is_of(series, pair.block)
        or _plausible(pair, first, bool(listed), indented=indented, forced=forced)
    ]
    candidates = _with_capitals(_with_series(candidates, series.sure), body)
    texts = {block.index: block.text for block in body}
    return _with_setting(_with_neighbours(candidates, texts))


def _is_of(series: BareSeries, block: Block | None) -> bool:
    return block is not None and (block.index in series.sure or block.index in series.possible)


def _opens(block: Block | None, body: Sequence[Block]) -> bool:
    """Whether a block is a name directly after the contents list, as of a preface not in it."""
    return block is not None and block is body[0] and role_of_heading(block.text) is not None


def _plausible(
    pair: Pair,
    first: int | None,
    have_contents: bool,
    *,
    indented: bool,
    forced: Collection[int],
) -> bool:
    block = pair.block
    if pair.entry is not None or block is None or block.number in forced:
        return True
    score = line_score(block, listed=False, have_contents=have_contents, indented=indented)
    if block.readings:
        return score >= _HOPELESS
    is_name = role_of_heading(block.text) is not None
    before = first is not None and block.index < first
    return (is_name or not before) and score >= _HOPELESS_BARE


def _candidate(pair: Pair, have_contents: bool, *, indented: bool) -> Candidate:
    by_reading: dict[tuple[str, int, tuple[int, ...]], MarkerReading] = {}
    for block in (pair.block, pair.entry):
        for reading in block.readings if block else ():
            by_reading.setdefault((reading.style, reading.value, reading.path), reading)
    if pair.block is None:
        score = WEIGHTS.listed + (1.0 if by_reading else 0.0)
    else:
        score = line_score(
            pair.block,
            listed=pair.entry is not None,
            have_contents=have_contents,
            indented=indented,
        )
    readings = tuple(by_reading.values())
    return Candidate(pair.source, pair.entry, pair.block, readings, pair.source.title, score)


def _with_series(candidates: Sequence[Candidate], series: Collection[int]) -> list[Candidate]:
    """The candidates with those marked that have no number as a rule: of a series in the text, or
    of a contents list in which others have numbers."""
    marked = sum(c.is_listed and bool(c.readings) for c in candidates)
    bare = {i for i, c in enumerate(candidates) if c.is_listed and not c.readings and not c.is_name}
    # Of a list without numbers, those whose text is missing may have one in the text.
    by_list = sum(c.entry is not None and bool(c.entry.readings) for c in candidates) > 1
    is_seen = by_list or any(candidates[i].block for i in bare)
    unlisted = WEIGHTS.unlisted_bare if any(c.is_listed for c in candidates) else 0.0
    by_rule = is_seen and 1 < marked <= len(bare) and len(bare) >= _BARE_ENTRIES
    return [
        replace(c, score=c.score + WEIGHTS.series - unlisted, in_series=True)
        if c.block and c.block.index in series
        else replace(c, in_series=by_rule and i in bare)
        for i, c in enumerate(candidates)
    ]


def _with_capitals(candidates: Sequence[Candidate], body: Sequence[Block]) -> list[Candidate]:
    """The candidates, of which lines in capitals that occur once are likelier headings where those
    with a number are in capitals."""
    shouted = sum(bool(c.readings) and _all_capitals(c.title) for c in candidates)
    numbered = sum(bool(c.readings) for c in candidates)
    if shouted < _SHOUTED or shouted < _SHOUTED_SHARE * numbered:
        return list(candidates)
    words = Counter(c.title for c in candidates)
    words.update(block.title for block in body[-1:])  # nothing is below it
    return [
        replace(c, score=c.score + WEIGHTS.shouted) if _is_shouted_once(c, words) else c
        for c in candidates
    ]


def _is_shouted_once(candidate: Candidate, words: Mapping[str, int]) -> bool:
    plain = candidate.block is not None and not candidate.readings and not candidate.is_name
    return plain and words[candidate.title] == 1 and _all_capitals(candidate.title)


def _with_neighbours(candidates: Sequence[Candidate], texts: dict[int, str]) -> list[Candidate]:
    """The candidates with their relations to the blocks directly before and after them.

    In a text that is little more than a list of headings, adjacency is no evidence, and not set.
    """
    adjacent = [False, *(_is_adjacent(a, b) for a, b in pairwise(candidates)), False]
    if sum(adjacent) > _BARE_OUTLINE * len(adjacent):
        adjacent = [False] * len(adjacent)
    counting = [*(_continues_count(a, b) for a, b in pairwise(candidates)), False]
    return [
        replace(
            each,
            adjacent=adjacent[i],
            chained=adjacent[i + 1] and counting[i],
            after_colon=each.block is not None
            and texts.get(each.block.index - 1, "").endswith((":", "：")),
        )
        for i, each in enumerate(candidates)
    ]


def _is_adjacent(before: Candidate, after: Candidate) -> bool:
    if before.block is None or after.block is None:
        return False
    return after.block.index == before.block.index + 1


def _continues_count(before: Candidate, after: Candidate) -> bool:
    return any(
        a.style == b.style and follows(a.value, b.value)
        for a in before.readings
        for b in after.readings
    )


def _with_setting(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their indents in the contents if these vary, else with their capitals."""
    indents = {each.entry.indent for each in candidates if each.entry}
    if len(indents) > 1:
        return [replace(c, setting=c.entry.indent) if c.entry else c for c in candidates]
    numbered = any(each.readings for each in candidates)
    titled = [bool(each.readings) if numbered else each.in_series for each in candidates]
    capitals = {
        _all_capitals(c.title) for c, is_title in zip(candidates, titled, strict=True) if is_title
    }
    if len(capitals) < 2:
        return list(candidates)
    return [
        replace(each, setting=int(_all_capitals(each.title))) if is_title else each
        for each, is_title in zip(candidates, titled, strict=True)
    ]


def _all_capitals(title: str) -> bool:
    return title.isupper() and len(sort_key(title)) > 3
