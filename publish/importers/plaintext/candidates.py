"""What may be a heading: lines of the body, entries of the contents, or both as one.

One sequence of candidates is made of both, so that the levels are found once and the numbers of a
section that lacks its text count with the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from publish.importers.plaintext.alignment import Pair, align
from publish.importers.plaintext.blocks import Block, sort_key, word_count
from publish.importers.plaintext.heading_names import role_of_name
from publish.importers.plaintext.markers import Reading
from publish.importers.plaintext.numerals import follows
from publish.importers.plaintext.weights import WEIGHTS

_LONGEST = 34  # words; longer lines are never tried
_HOPELESS = -9.0  # a score from which no context rescues a numbered line
_HOPELESS_BARE = -6.5
_BARE_OUTLINE = 0.75  # share of candidates that touch the one before
_TWO_SENTENCES = re.compile(r"\w{3,}[.!?]\s+[A-Z]|。.")
_DATA_ROW = re.compile(r"[:：]\s*[^\s:：]{0,3}\s*[0-9][0-9.,\s]*\s*(%|\w{0,9})$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be a heading.

    `source` is the block whose words are kept: the body's, else the contents list's. `score` is
    what speaks for a heading whatever its level; `setting` its indent in the contents or its
    capitals, where they differ from heading to heading; `adjacent` that no text stands between it
    and the candidate before; `chained` that the next one follows so and counts on.
    """

    source: Block
    entry: Block | None
    block: Block | None
    readings: tuple[Reading, ...]
    title: str
    score: float
    setting: int | None = None
    adjacent: bool = False
    chained: bool = False
    after_colon: bool = False

    @property
    def line(self) -> int:
        """The line by which the review sheet names it."""
        return self.source.number

    @property
    def listed(self) -> bool:
        """Whether the contents list names it."""
        return self.entry is not None

    @property
    def known(self) -> bool:
        """Whether its words stand alone as a heading only (Foreword, Conclusion)."""
        return role_of_name(self.title) is not None

    @property
    def list_like(self) -> bool:
        """Whether it ends or begins as an item of a list does."""
        return bool(re.search(r"[.;,。；]$", self.source.text)) or self.title[:1].islower()


def collect(
    listed: Sequence[Block],
    body: Sequence[Block],
    *,
    indented: bool,
    forced: Collection[int] = (),
) -> list[Candidate]:
    """The candidates of a text in order.

    `listed` are the contents entries, `body` the blocks behind them, `indented` whether paragraphs
    begin with an indent, `forced` lines that an editor named and that are tried whatever they say.
    """
    short = [b for b in body if word_count(b.text) <= _LONGEST or b.number in forced]
    pairs = align(listed, short)
    opening = (p.block for p in pairs if p.block and (p.entry or p.block.readings))
    first = min((block.index for block in opening), default=None)
    made = [
        _candidate(pair, bool(listed), indented=indented)
        for pair in pairs
        if _plausible(pair, first, bool(listed), indented=indented, forced=forced)
    ]
    texts = {block.index: block.text for block in body}
    return _with_setting(_with_neighbours(made, texts))


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
    known = role_of_name(block.text) is not None
    before = first is not None and block.index < first
    return (known or not before) and score >= _HOPELESS_BARE


def _candidate(pair: Pair, have_contents: bool, *, indented: bool) -> Candidate:
    by_reading: dict[tuple[str, int], Reading] = {}
    for block in (pair.block, pair.entry):
        for reading in block.readings if block else ():
            by_reading.setdefault((reading.style, reading.value), reading)
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


def line_score(block: Block, *, listed: bool, have_contents: bool, indented: bool) -> float:
    """What a line's own looks say for its being a heading; 0 is undecided."""
    numbered = bool(block.readings)
    score = _looks(block.text, block.title, numbered=numbered)
    if role_of_name(block.title):
        score += WEIGHTS.known + (0.0 if numbered else WEIGHTS.known_bare)
    if indented and block.indent == 0:
        score += WEIGHTS.not_indented
    if listed:
        score += WEIGHTS.listed
    elif have_contents:
        score += WEIGHTS.unlisted if numbered else WEIGHTS.unlisted_bare
    return score


def _looks(text: str, title: str, *, numbered: bool) -> float:
    score = WEIGHTS.numbered if numbered else WEIGHTS.unnumbered
    words = word_count(text)
    if words > 30:
        score += WEIGHTS.too_long
    elif words > 20:
        score += WEIGHTS.long
    elif words <= 12:
        score += WEIGHTS.short
    score += _ending(text) * (2.0 if text[-1] in ".。" and not numbered else 1.0)
    if title[:1].islower():
        score += WEIGHTS.lower * (1.0 if numbered else 3.0)
    if _TWO_SENTENCES.search(title):
        score += WEIGHTS.inner
    if len(text) > 4 and text.isupper():
        score += WEIGHTS.capitals
    if _DATA_ROW.search(text):
        score += WEIGHTS.data
    return score


def _ending(text: str) -> float:
    last = text[-1]
    if last in ".。" and not text.endswith("..."):
        return WEIGHTS.stop
    if last in ";；,，、":
        return WEIGHTS.continues
    if last in ":：":
        return WEIGHTS.colon
    return WEIGHTS.question if last in "?!？！" else 0.0


def _with_neighbours(made: Sequence[Candidate], texts: dict[int, str]) -> list[Candidate]:
    """Each candidate with what stands directly before and behind it in the body.

    In a text that is hardly more than a list of headings that no text lies between them says
    nothing, and is not noted.
    """
    adjacent = [False, *(_touching(a, b) for a, b in pairwise(made)), False]
    if sum(adjacent) > _BARE_OUTLINE * len(adjacent):
        adjacent = [False] * len(adjacent)
    counting = [*(_counts_on(a, b) for a, b in pairwise(made)), False]
    return [
        replace(
            each,
            adjacent=adjacent[i],
            chained=adjacent[i + 1] and counting[i],
            after_colon=each.block is not None
            and texts.get(each.block.index - 1, "").endswith((":", "：")),
        )
        for i, each in enumerate(made)
    ]


def _touching(before: Candidate, after: Candidate) -> bool:
    if before.block is None or after.block is None:
        return False
    return after.block.index == before.block.index + 1


def _counts_on(before: Candidate, after: Candidate) -> bool:
    return any(
        a.style == b.style and follows(a.value, b.value)
        for a in before.readings
        for b in after.readings
    )


def _with_setting(made: Sequence[Candidate]) -> list[Candidate]:
    """Give the indents of the contents where they vary; else capitals where some have them."""
    indents = {each.entry.indent for each in made if each.entry}
    if len(indents) > 1:
        return [replace(e, setting=e.entry.indent) if e.entry else e for e in made]
    capitals = [_all_capitals(each.title) for each in made if each.readings]
    if any(capitals) and not all(capitals):
        return [replace(e, setting=int(_all_capitals(e.title))) if e.readings else e for e in made]
    return list(made)


def _all_capitals(title: str) -> bool:
    return title.isupper() and len(sort_key(title)) > 3
