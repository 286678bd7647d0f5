"""The contents list: where it stands in the text, and its entries without leaders and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import Block, sort_key, word_count
from publish.importers.plaintext.heading_names import is_contents_heading
from publish.importers.plaintext.markers import read_marker

_LEADER = re.compile(r"[\s.·…]{2,}[0-9]{1,4}$|\s[0-9]{1,4}$")
_SENTENCE_END = re.compile(r"[^\W\d_A-Z][.。;；,，]$")
_ALIKE = 0.8  # two printings of one title
_LONGEST_ENTRY = 32  # words
_FAR = 0.6  # of the text: a contents list begins before
_TEXT_BEFORE = 8  # paragraphs: a list after more running text is a list of steps that repeats
_LOOK_AHEAD = 12  # entries without a repeat before a run is given up
_PAGED = 0.7  # share of entries ending in a page number


class Zone(NamedTuple):
    """The contents list, from block `start` up to and without block `end`."""

    start: int
    end: int


class _Run(NamedTuple):
    """A contents list that may be one, and how many of its titles come again later."""

    repeats: int
    zone: Zone


def find_contents(blocks: Sequence[Block]) -> Zone | None:
    """The contents list of a text, or None; `blocks` are without furniture."""
    keys = [sort_key(_LEADER.sub("", block.title)) for block in blocks]
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        places.setdefault(key, []).append(i)
    best: _Run | None = None
    start = 0
    while start < len(blocks) * _FAR:
        stop = start
        while stop < len(blocks) and _like_entry(blocks[stop]):
            stop += 1
        run = _best_in_run(blocks, keys, places, start, stop)
        if run and (best is None or run.repeats > best.repeats):
            best = run
        start = stop + 1
    return _with_leading(blocks, best.zone) if best else None


def entries(blocks: Sequence[Block], zone: Zone | None) -> list[Block]:
    """The entries of the list: its blocks without the heading, without leaders and page numbers."""
    if zone is None:
        return []
    listed = [b for b in blocks[zone.start : zone.end] if not is_contents_heading(b.text)]
    paged = sum(bool(_LEADER.search(b.text)) for b in listed)
    if paged <= _PAGED * len(listed):
        return listed
    return [_bare(block) for block in listed]


def _bare(block: Block) -> Block:
    text = _LEADER.sub("", block.text).rstrip()
    return replace(block, text=text, readings=read_marker(text))


def _like_entry(block: Block) -> bool:
    return word_count(block.text) <= _LONGEST_ENTRY and not _SENTENCE_END.search(block.text)


def _best_in_run(
    blocks: Sequence[Block],
    keys: Sequence[str],
    places: dict[str, list[int]],
    start: int,
    stop: int,
) -> _Run | None:
    """The first list inside a run of short lines whose entries come again behind it."""
    for first in range(start, min(stop, start + _LOOK_AHEAD + 1)):
        headed = is_contents_heading(blocks[first].text)
        if not headed and places[keys[first]][-1] <= first:
            continue
        top = first + 1 if headed else first
        if top >= stop:
            return None
        end, repeats = _cut(keys, places, top, stop)
        span = repeats[-1] - top + 1 if repeats else 0
        text_before = sum(word_count(block.text) > 12 for block in blocks[:first])
        found = len(repeats) >= 3 and len(repeats) >= 0.5 * span and text_before <= _TEXT_BEFORE
        if found or (headed and end - top >= 3):
            return _Run(len(repeats), Zone(first, end))
        if _broken_off(blocks, keys, Zone(first, end), repeats):
            return _Run(len(repeats), Zone(first, end))
    return None


def _cut(
    keys: Sequence[str], places: dict[str, list[int]], top: int, stop: int
) -> tuple[int, list[int]]:
    """Where the list ends: a run that goes straight on into the body's first headings is cut where
    its first title comes again, if need be in other words, at the place that leaves most repeats
    behind it."""
    cuts = [i for i in range(top + 1, stop) if similarity(keys[top], keys[i]) >= _ALIKE]
    tried = [(stop, _repeats(keys, places, top, stop))]
    # At a cut the first title does come again, whatever its words.
    tried += [(cut, [top, *_repeats(keys, places, top + 1, cut)]) for cut in cuts]
    return max(tried, key=lambda each: (len(each[1]), each[0]))


def _repeats(keys: Sequence[str], places: dict[str, list[int]], start: int, end: int) -> list[int]:
    """The entries from `start` to `end` whose titles come again at `end` or later."""
    return [i for i in range(start, end) if places[keys[i]][-1] >= end]


def _broken_off(
    blocks: Sequence[Block], keys: Sequence[str], zone: Zone, repeats: Sequence[int]
) -> bool:
    """Whether a numbered list opens the text and only its first title returns: a copy that breaks
    off early leaves no more repeats than that."""
    listed = blocks[zone.start : zone.end]
    numbered = sum(bool(block.readings) for block in listed)
    return (
        zone.start <= _TEXT_BEFORE
        and len(listed) >= 5
        and numbered >= 0.6 * len(listed)
        and bool(repeats)
        and repeats[0] == zone.start
        and keys[zone.start] in keys[zone.end : zone.end + _TEXT_BEFORE]
    )


def _with_leading(blocks: Sequence[Block], zone: Zone) -> Zone:
    """Numbered lines directly before the first repeat belong to the list as well."""
    start = zone.start
    if not is_contents_heading(blocks[start].text):
        while start and blocks[start - 1].readings and _like_entry(blocks[start - 1]):
            start -= 1
    if start and is_contents_heading(blocks[start - 1].text):
        start -= 1
    return Zone(start, zone.end)
