"""Series of lines without a number that may be headings, below numbered ones or instead of them.

One such line is as likely a caption or a command. But where short lines that differ from each other
stand alone, each above a longer text, in most of the numbered sections or through a text without
numbers, they are headings. Fewer of them are asked about, and so are lines that return in most
sections ("Exercises"). A line in capitals may be directly above another that is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from publish.importers.bookfolder.heading_names import role_of_heading, sort_key
from publish.importers.plaintext.blocks import Block, word_count

_LONGEST = 12  # words of a heading
_TEXT = 12  # words of the text below it
_SENTENCE = 5  # words of one
_SERIES = 6  # lines that are headings without a question
_CLEAN = 0.9  # share of the short lines that stand alone and differ
_BRIEF = 0.25  # of these as many are above a short text
_IN_SECTIONS = 0.7  # share of the sections that have some
_WHOLE = 5  # lines that are the headings of a text without numbers
_REFRAIN = 3  # sections in which a line returns
_CAPITALS = 2  # a longer line in capitals shouts
_STOPS = ".。"
_ROW = re.compile(r"(?:\s+[0-9][0-9.,]*){2,}$")  # of a table
_CLOSED = '.:;,!?…。：；，！？"”»)）'


class BareSeries(NamedTuple):
    """Lines by their blocks' indexes: surely headings, or perhaps."""

    sure: frozenset[int] = frozenset()
    possible: frozenset[int] = frozenset()


def find_bare_series(body: Sequence[Block], entries: Sequence[Block] = ()) -> BareSeries:
    """The series of a text; both empty without one.

    Where a contents list has only headings with a number or a name, those below may have none.
    """
    if any(not entry.readings and role_of_heading(entry.text) is None for entry in entries):
        return BareSeries()
    short = [i for i, block in enumerate(body) if _is_short(block) and not _goes_on(body, i)]
    words = Counter(sort_key(body[i].text) for i in short)
    single = [i for i in short if words[sort_key(body[i].text)] == 1]
    alone = [i for i in single if _stands_alone(body, i)]
    brief = [i for i in single if i not in set(alone) and _above_brief(body, i)]
    refrains = _refrains(body, [i for i in short if words[sort_key(body[i].text)] >= _REFRAIN])
    possible = frozenset(body[i].index for i in (*alone, *refrains))
    # Lines that are repeated are no headings, but make the others doubtful.
    is_clean = len(alone) + len(brief) >= _CLEAN * len(short) and len(brief) <= _BRIEF * len(alone)
    if is_clean and _are_many(body, alone):
        return BareSeries(sure=frozenset(body[i].index for i in (*alone, *brief)))
    return BareSeries(possible=possible)


def _are_many(body: Sequence[Block], alone: Sequence[int]) -> bool:
    """Whether lines that stand alone are in most sections, or in a text without numbers."""
    if not any(block.readings for block in body):
        return len(alone) >= _WHOLE
    return len(alone) >= _SERIES and _share_of_sections(body, alone) >= _IN_SECTIONS


def _refrains(body: Sequence[Block], repeated: Sequence[int]) -> list[int]:
    """The lines that return in several sections, once in each and above a text or a list."""
    by_words: dict[str, list[int]] = {}
    for i in repeated:
        by_words.setdefault(sort_key(body[i].text), []).append(i)
    spans = _sections(body)
    found: list[int] = []
    for lines in by_words.values():
        counts = [sum(a < i < b for i in lines) for a, b in spans]
        if max(counts, default=0) == 1 and sum(counts) == len(lines) >= _REFRAIN:
            found += lines
    return sorted(found)


def _is_short(block: Block) -> bool:
    text = block.text
    plain = not block.readings and text[0].isalpha() and not text[0].islower()
    return (
        plain
        and not _ROW.search(text)
        and word_count(text) <= _LONGEST
        and text[-1] not in _CLOSED
        and role_of_heading(text) is None
    )


def _goes_on(body: Sequence[Block], index: int) -> bool:
    """Whether a block is a part of a sentence that goes on, as above the break of a page."""
    return index + 1 < len(body) and body[index + 1].text[0].islower()


def _above_brief(body: Sequence[Block], index: int) -> bool:
    """Whether a line is below the end of a sentence and above another, perhaps a short one."""
    if not 0 < index < len(body) - 1:
        return False
    before, after = body[index - 1].text, body[index + 1].text
    is_text = after[-1] in _STOPS or _goes_on(body, index + 1)
    return before[-1] in _STOPS and is_text and word_count(after) >= _SENTENCE


def _stands_alone(body: Sequence[Block], index: int) -> bool:
    after = body[index + 1] if index + 1 < len(body) else None
    before = body[index - 1] if index else None
    return (
        after is not None
        and _is_above_text(body[index], after)
        and _may_follow(before, body, index)
    )


def _is_above_text(line: Block, after: Block) -> bool:
    return word_count(after.text) > _TEXT or (_shouts(line) and _is_lower(after))


def _may_follow(before: Block | None, body: Sequence[Block], index: int) -> bool:
    """Whether what is before a line may be: at the start of a text without numbers nothing."""
    if before is None:
        return not any(block.readings for block in body)
    opens = _shouts(before) and _is_lower(body[index])
    return (not _is_short(before) or opens) and before.text[-1] not in ":："


def _shouts(block: Block) -> bool:
    return block.text.isupper() and len(block.text) > _CAPITALS


def _is_lower(block: Block) -> bool:
    return _is_short(block) and not _shouts(block)


def _sections(body: Sequence[Block]) -> list[tuple[int, int]]:
    """The numbered sections with text, from their heading to the next one."""
    starts = [i for i, b in enumerate(body) if b.readings and word_count(b.text) <= 2 * _LONGEST]
    ends = [*starts[1:], len(body)]
    return [(a, b) for a, b in zip(starts, ends, strict=False) if b - a > 2]


def _share_of_sections(body: Sequence[Block], lines: Sequence[int]) -> float:
    """The share of the numbered sections with text that have at least one of the lines."""
    spans = _sections(body)
    if len(spans) < 2:
        return 0.0
    return sum(any(a < i < b for i in lines) for a, b in spans) / len(spans)
