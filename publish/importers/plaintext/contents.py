"""Finds the contents list of a text, and its entries without leaders and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publish.importers.bookfolder.heading_names import (
    is_contents_heading,
)
from publish.importers.plaintext.blocks import Block, word_count
from publish.importers.plaintext.contents_end import LONG_TEXT, ContentsRun, find_end, other_ends
from publish.importers.plaintext.entries import entry_key, is_name

_SENTENCE_END = re.compile(r"[^\W\d_A-Z][.。;；,，]$|[:：]$")
_LONGEST_ENTRY = 32  # words
_FAR = 0.6  # of the text: a contents list begins before
_TEXT_BEFORE = 8  # paragraphs: a list after more body text is a repeated list of steps
_LOOK_AHEAD = 12  # entries without a repetition before a run is abandoned
_NUMBERED = 0.6  # share of entries with a number
_ABOVE_TEXTS = 0.3  # share of the repeated entries
_FEWEST = 3  # lines of a list that is asked about


class ContentsRange(NamedTuple):
    """The blocks of the contents list, from `start` to `end` (excluded)."""

    start: int
    end: int


class ContentsLines(NamedTuple):
    """The first and the last line of a contents list in the source; both 0 without one."""

    first: int
    last: int


NO_CONTENTS = ContentsLines(0, 0)


def lines_of(blocks: Sequence[Block], contents: ContentsRange | None) -> ContentsLines:
    """The lines of a contents list, from the first one to the last."""
    if contents is None:
        return NO_CONTENTS
    return ContentsLines(blocks[contents.start].number, blocks[contents.end - 1].lines[-1].number)


class _PossibleContents(NamedTuple):
    """A possible contents list, and how many of its titles are repeated later."""

    repeats: int
    contents: ContentsRange


def find_contents(blocks: Sequence[Block]) -> ContentsRange | None:
    """The contents list of a text without furniture, or None."""
    keys = [entry_key(block) for block in blocks]
    positions = _positions(keys)
    best: _PossibleContents | None = None
    start = 0
    while start < len(blocks) * _FAR:
        stop = _end_of_run(blocks, start)
        run = _contents_in_run(blocks, keys, positions, start, stop)
        if run and (best is None or run.repeats > best.repeats):
            best = run
        start = stop + 1
    return _extended(blocks, best.contents) if best else None


def otherwise_ended(blocks: Sequence[Block], contents: ContentsRange) -> list[ContentsRange]:
    """A contents list with the other ends that a reader could see."""
    keys = [entry_key(block) for block in blocks]
    top = contents.start + is_contents_heading(blocks[contents.start].text)
    stop = max(_end_of_run(blocks, top), contents.end)
    run = ContentsRun(blocks, keys, _positions(keys), top, stop)
    return [ContentsRange(contents.start, end) for end in other_ends(run, contents.end)]


def _positions(keys: Sequence[str]) -> dict[str, list[int]]:
    """The indexes of the blocks with each key."""
    positions: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        positions.setdefault(key, []).append(i)
    return positions


def _end_of_run(blocks: Sequence[Block], start: int) -> int:
    """Where short lines end that begin at `start`."""
    stop = start
    while stop < len(blocks) and _could_be_entry(blocks[stop]):
        stop += 1
    return stop


def possible_contents(blocks: Sequence[Block]) -> ContentsRange | None:
    """Short lines at the start that may be a list of which a copy that breaks off has little."""
    keys = [entry_key(block) for block in blocks]
    for start in range(min(_TEXT_BEFORE, len(blocks))):
        stop = _end_of_run(blocks, start)
        again = next((i for i in range(start + 1, stop) if keys[i] == keys[start]), None)
        later = keys[start] in keys[stop:] or is_contents_heading(blocks[start].text)
        end = again if again is not None else stop - 1 if later else start
        if end - start >= _FEWEST:
            return ContentsRange(start, end)
    return None


def contents_between(blocks: Sequence[Block], lines: ContentsLines) -> ContentsRange | None:
    """The blocks that begin on those lines; None if there are none."""
    inside = [b.index for b in blocks if lines.first <= b.number <= lines.last]
    return ContentsRange(inside[0], inside[-1] + 1) if inside else None


def _is_marked(block: Block) -> bool:
    return bool(block.readings) or is_name(block)


def _could_be_entry(block: Block) -> bool:
    return word_count(block.text) <= _LONGEST_ENTRY and not _SENTENCE_END.search(block.text)


def _contents_in_run(
    blocks: Sequence[Block],
    keys: Sequence[str],
    positions: dict[str, list[int]],
    start: int,
    stop: int,
) -> _PossibleContents | None:
    """The first list in a run of short lines whose entries are repeated after it."""
    start = _start_of_list(blocks, start, stop)
    if start < stop and not is_contents_heading(blocks[start].text):
        start = _start_by_text(keys, start, stop)
    begun = _has_begun(blocks[:start])
    for first in range(start, min(stop, start + _LOOK_AHEAD + 1)):
        has_heading = is_contents_heading(blocks[first].text)
        repeated = positions[keys[first]][-1] > first and not _is_introduced(blocks, first)
        if not has_heading and (begun or not repeated):
            continue
        top = first + 1 if has_heading else first
        if top >= stop:
            return None
        end, repeats = find_end(ContentsRun(blocks, keys, positions, top, stop))
        span = repeats[-1] - top + 1 if repeats else 0
        text_before = sum(word_count(block.text) > LONG_TEXT for block in blocks[:first])
        is_repeated = (
            len(repeats) >= 3 and len(repeats) >= 0.5 * span and text_before <= _TEXT_BEFORE
        )
        is_repeated = is_repeated and _are_above_texts(positions, keys, repeats)
        if is_repeated or (has_heading and end - top >= 3):
            return _PossibleContents(len(repeats), ContentsRange(first, end))
        if _is_broken_off(blocks, keys, ContentsRange(first, end), repeats):
            return _PossibleContents(len(repeats), ContentsRange(first, end))
    return None


def _are_above_texts(
    positions: dict[str, list[int]], keys: Sequence[str], repeats: Sequence[int]
) -> bool:
    """Whether enough of the repeated entries are above a text there: steps are above others."""
    entries = {keys[i] for i in repeats}
    above = sum(keys[at] not in entries for at in _below(positions, keys, repeats))
    return above >= _ABOVE_TEXTS * len(repeats)


def _below(
    positions: dict[str, list[int]], keys: Sequence[str], repeats: Sequence[int]
) -> Iterator[int]:
    """The blocks below the last occurrences of the repeated entries."""
    return (at for i in repeats if (at := positions[keys[i]][-1] + 1) < len(keys))


def _start_of_list(blocks: Sequence[Block], start: int, stop: int) -> int:
    """Where a list may begin in a run of short lines: at its heading, or after lines without
    numbers if nearly all others have one, since a chapter may have the title of the book."""
    near = range(start, min(stop, start + _LOOK_AHEAD + 1))
    headed = next((i for i in near if is_contents_heading(blocks[i].text)), None)
    if headed is not None:
        return headed
    run = blocks[start:stop]
    numbered = [i for i in near if blocks[i].readings]
    if not numbered or sum(bool(b.readings) for b in run) < _NUMBERED * len(run):
        return start
    first = numbered[0]
    while first > start and is_name(blocks[first - 1]):
        first -= 1
    return first


def _start_by_text(keys: Sequence[str], start: int, stop: int) -> int:
    """Where a list begins whose first entries are repeated directly before the first text: after
    the title of the book, even if a chapter has the same."""
    first, last = keys.index(keys[stop - 1], start), stop - 1
    while first > start and keys[first - 1] == keys[last - 1]:
        first, last = first - 1, last - 1
    return first if first < last and first <= start + _LOOK_AHEAD else start


def _has_begun(blocks: Sequence[Block]) -> bool:
    """Whether a numbered line with a text somewhere below it comes before: then steps repeat, and
    no titles."""
    first = next((i for i, block in enumerate(blocks) if block.readings), len(blocks))
    return any(word_count(block.text) > LONG_TEXT for block in blocks[first + 1 :])


def _is_introduced(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is in a numbered list after a colon, as steps are."""
    while index and blocks[index].readings and blocks[index - 1].readings:
        index -= 1
    return index > 0 and bool(blocks[index].readings) and blocks[index - 1].text[-1] in ":："


def _is_broken_off(
    blocks: Sequence[Block], keys: Sequence[str], contents: ContentsRange, repeats: Sequence[int]
) -> bool:
    """Whether a numbered list begins the text and only its first title is repeated, as in a copy
    that breaks off early."""
    listed = blocks[contents.start : contents.end]
    numbered = sum(bool(block.readings) for block in listed)
    return (
        contents.start <= _TEXT_BEFORE
        and len(listed) >= 5
        and numbered >= _NUMBERED * len(listed)
        and bool(repeats)
        and repeats[0] == contents.start
        and keys[contents.start] in keys[contents.end : contents.end + _TEXT_BEFORE]
    )


def _extended(blocks: Sequence[Block], contents: ContentsRange) -> ContentsRange:
    """The list with the numbered lines and names directly before it, and its heading."""
    start = contents.start
    if not is_contents_heading(blocks[start].text):
        while start and _is_marked(blocks[start - 1]) and _could_be_entry(blocks[start - 1]):
            start -= 1
    if start and is_contents_heading(blocks[start - 1].text):
        start -= 1
    return ContentsRange(start, contents.end)
