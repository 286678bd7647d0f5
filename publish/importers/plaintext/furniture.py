"""Finds furniture, which belongs to the pages and not to the text: page numbers, running heads.

It is removed before anything else is read, because a title repeated on each page looks like a
contents list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from publish.importers.bookfolder.heading_names import (
    is_contents_heading,
    role_of_heading,
    sort_key,
)
from publish.importers.plaintext.blocks import Block, is_page_number, is_rule, word_count
from publish.importers.plaintext.markers import read_marker

_EDGE = re.compile(r"^([0-9]{1,4})\s+(?=\D)|(?<=\D)\s+\|?\s*([0-9]{1,4})$")
_LONGEST = 15  # words; a running head fits on one line
_ASCENDING = 0.8  # share of page numbers that ascend: footnote numbers and years do not
_NEARLY_ALL = 0.8  # share of the occurrences of a running head whose page numbers rise
_YEARS = range(1400, 2100)  # of a chronicle or a diary
_OFTEN = 4  # times
_TITLE_PAGE = 8  # blocks at the start of a text that contain its title
_SENTENCE = '.!?:;,。！？：；，"”'
_SPREAD = 0.3  # of the text, over which an unnumbered running head repeats


class _Occurrence(NamedTuple):
    """An occurrence of a short line: its block, and the page number at its edge, if any."""

    block: Block
    page: int | None

    @property
    def is_entry(self) -> bool:
        """Whether the page number is set apart at its end, as in a contents list."""
        return self.block.ends_in_page_number


def find_furniture(blocks: Sequence[Block]) -> set[int]:
    """The indexes of the blocks that are page numbers, running heads or rules."""
    furniture = {b.index for b in blocks if is_rule(b.text)}
    paged = False
    for pages in _pages_by_form(blocks):
        numbers = [int(match[0]) for b in pages if (match := re.search("[0-9]+", b.text))]
        ascending = len(numbers) >= 2 and _ascending_share(numbers) >= _ASCENDING
        if numbers == list(range(1, len(numbers) + 1)) and _are_chapters(pages, blocks):
            continue
        if all(number in _YEARS for number in numbers):
            continue
        paged |= ascending
        if ascending or len(pages) == 1:
            furniture |= {b.index for b in pages}
    for group in _repeated_lines(blocks).values():
        furniture |= _running_heads(group, blocks, paged=paged)
    return furniture


def _are_chapters(pages: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether numbers that count from one are those of chapters: no others have any, or each is
    above a title of its own and not inside of a sentence."""
    if not _has_markers(blocks):
        return True
    titles = {blocks[page.index + 1].text for page in pages if page.index + 1 < len(blocks)}
    return len(titles) == len(pages) and all(_is_above_title(page, blocks) for page in pages)


def _is_above_title(page: Block, blocks: Sequence[Block]) -> bool:
    before, after = (blocks[i : i + 1] for i in (max(0, page.index - 1), page.index + 1))
    titled = bool(after) and not after[0].readings and after[0].text[-1] not in _SENTENCE
    # A page may end between a text and a heading, but not before each heading.
    ended = page.index == 0 or before[0].text[-1] in _SENTENCE or not _has_text(before[0])
    return titled and not _has_text(after[0]) and ended


def _has_text(block: Block) -> bool:
    return word_count(block.text) > _LONGEST


def _has_markers(blocks: Iterable[Block]) -> bool:
    return any(block.readings and not is_page_number(block.text) for block in blocks)


def _pages_by_form(blocks: Iterable[Block]) -> list[list[Block]]:
    """The lines that are only a page number, by what surrounds it: "12", "- 12 -", "[12]"."""
    groups: dict[str, list[Block]] = {}
    for block in blocks:
        if is_page_number(block.text):
            groups.setdefault(re.sub("[0-9]+", "1", block.text), []).append(block)
    return list(groups.values())


def _ascending_share(numbers: Sequence[int]) -> float:
    return sum(a < b for a, b in pairwise(numbers)) / max(1, len(numbers) - 1)


def _repeated_lines(blocks: Iterable[Block]) -> dict[str, list[_Occurrence]]:
    groups: dict[str, list[_Occurrence]] = {}
    for block in blocks:
        if is_page_number(block.text) or word_count(block.text) > _LONGEST:
            continue
        # The number of "Lesson 2" is not a page.
        is_label = any(reading.word and not reading.title for reading in block.readings)
        match = None if is_label else _EDGE.search(block.text)
        rest = _EDGE.sub("", block.text) if match else block.text
        marked = read_marker(rest)
        key = sort_key((marked[0].title if marked else "") or rest)
        if key and not is_contents_heading(key):
            page = int(match[1] or match[2]) if match else None
            # A contents entry with its page is not an occurrence of the running head.
            is_entry = match and block.readings and (match[2] or block.ends_in_page_number)
            key += " #" if is_entry else ""
            groups.setdefault(key, []).append(_Occurrence(block, page))
    return {key: group for key, group in groups.items() if len(group) > 1}


def _running_heads(
    group: Sequence[_Occurrence], blocks: Sequence[Block], *, paged: bool
) -> set[int]:
    """The indexes of the occurrences of one line that are running heads."""
    numbered = [s for s in group if s.page is not None]
    plain = [s.block for s in group if s.page is None]
    heads = _numbered_heads(numbered, plain, paged=paged)
    if paged or len(numbered) >= 2:
        heads |= {b.index for b in plain[1:] if _is_head_near_page(b, blocks)}
    if _repeats_through(group, blocks):
        heads |= {b.index for b in plain[1:]}
    return heads


def _numbered_heads(
    numbered: Sequence[_Occurrence], plain: Sequence[Block], *, paged: bool
) -> set[int]:
    """The running heads with a page number at their edge."""
    rising = _rising(numbered)
    steps = [(b.page or 0) - (a.page or 0) for a, b in pairwise(rising)]
    # "Step 1", "Step 2", "Step 3" rise by one each and never occur without their number.
    is_count = len(rising) > 2 and not plain and all(step == 1 for step in steps)
    if len(rising) >= 2 and not is_count:
        return {s.block.index for s in rising}
    if len(numbered) == 1 and paged and plain and plain[0].index < numbered[0].block.index:
        return {s.block.index for s in numbered if not s.block.readings and not s.is_entry}
    return set()


def _rising(numbered: Sequence[_Occurrence]) -> list[_Occurrence]:
    """The occurrences whose numbers are of pages: they rise, all or nearly all of those that look
    alike. A heading may have the words of the running head, and a number of its own before them.
    """
    apart = [each for each in numbered if each.block.is_paged]
    chosen = apart if len(apart) >= max(_OFTEN, len(numbered) / 2) else numbered
    rising = _longest_rise([each.page or 0 for each in chosen])
    fewest = min(len(chosen), max(_OFTEN, _NEARLY_ALL * len(chosen)))
    return [chosen[i] for i in rising] if len(rising) >= fewest else []


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The indexes of the longest series in which each number is larger than the one before."""
    least: list[int] = []  # the least number at which a series of each length ends
    ends: list[int] = []  # its index
    above: list[int] = []  # of each number the index of the one before it in its series, or -1
    for i, number in enumerate(numbers):
        at = bisect_left(least, number)
        least[at : at + 1], ends[at : at + 1] = [number], [i]
        above.append(ends[at - 1] if at else -1)
    series: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        series.append(at)
        at = above[at]
    return series[::-1]


def _is_head_near_page(block: Block, blocks: Sequence[Block]) -> bool:
    if block.readings or block.text[-1] in _SENTENCE:
        return False
    near = (block.index - 1, block.index + 1)
    return any(0 <= i < len(blocks) and is_page_number(blocks[i].text) for i in near)


def _repeats_through(group: Sequence[_Occurrence], blocks: Sequence[Block]) -> bool:
    """Whether a line without page numbers is repeated as only a running head is.

    "Exercises" in every chapter and "No." in a dialogue are repeated as well. A running head is the
    title at the start of the text, or it interrupts sentences.
    """
    first = group[0].block
    sentence = first.text[-1] in _SENTENCE or role_of_heading(first.text) is not None
    if len(group) < _OFTEN or sentence or any(s.block.readings for s in group):
        return False
    interruptions = sum(_interrupts_sentence(s.block, blocks) for s in group)
    spread = group[-1].block.index - first.index
    is_title = first.index < _TITLE_PAGE and not any(map(_has_text, blocks[: first.index]))
    return spread > _SPREAD * len(blocks) and (is_title or 2 * interruptions >= len(group))


def _interrupts_sentence(block: Block, blocks: Sequence[Block]) -> bool:
    near = [blocks[i].text for i in (block.index - 1, block.index + 1) if 0 <= i < len(blocks)]
    return len(near) == 2 and near[0][-1] not in _SENTENCE and near[1][0].islower()
