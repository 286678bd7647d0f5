"""What belonged to the pages and not to the text: page numbers and running heads.

It is taken out before anything else is read, because a title that repeats on each page looks like
a contents list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from publish.importers.plaintext.blocks import Block, is_page_number, is_rule, sort_key, word_count
from publish.importers.plaintext.heading_names import is_contents_heading, role_of_name
from publish.importers.plaintext.markers import read_marker

_EDGE = re.compile(r"^([0-9]{1,4})\s+(?=\D)|(?<=\D)\s+\|?\s*([0-9]{1,4})$")
_LONGEST = 15  # words; a running head fits on one line
_ASCENDING = 0.8  # share of page numbers that rise: footnote marks and years among them do not
_OFTEN = 4  # times
_TITLE_PAGE = 8  # blocks at the start of a text, among which its title stands
_SENTENCE = '.!?:;,。！？：；，"”'
_SPREAD = 0.3  # of the text, over which an unnumbered running head repeats


class _Sighting(NamedTuple):
    """A short line: its block, and the figure at its edge if it has one."""

    block: Block
    page: int | None


def find_furniture(blocks: Sequence[Block]) -> set[int]:
    """The indexes of the blocks that are page numbers, running heads or rules."""
    pages = [b for b in blocks if is_page_number(b.text)]
    numbers = [int(match[0]) for b in pages if (match := re.search("[0-9]+", b.text))]
    paged = len(numbers) >= 2 and _rising(numbers) >= _ASCENDING
    found = {b.index for b in blocks if is_rule(b.text)}
    if paged or len(pages) == 1:
        found |= {b.index for b in pages}
    for sightings in _repeated(blocks).values():
        found |= _running_heads(sightings, blocks, paged=paged)
    return found


def _rising(numbers: Sequence[int]) -> float:
    return sum(a < b for a, b in pairwise(numbers)) / max(1, len(numbers) - 1)


def _repeated(blocks: Iterable[Block]) -> dict[str, list[_Sighting]]:
    groups: dict[str, list[_Sighting]] = {}
    for block in blocks:
        if is_page_number(block.text) or word_count(block.text) > _LONGEST:
            continue
        match = _EDGE.search(block.text)
        rest = _EDGE.sub("", block.text) if match else block.text
        marked = read_marker(rest)
        key = sort_key((marked[0].title if marked else "") or rest)
        if key and not is_contents_heading(key):
            page = int(match[1] or match[2]) if match else None
            groups.setdefault(key, []).append(_Sighting(block, page))
    return {key: group for key, group in groups.items() if len(group) > 1}


def _running_heads(group: Sequence[_Sighting], blocks: Sequence[Block], *, paged: bool) -> set[int]:
    edged = [s for s in group if s.page is not None]
    plain = [s.block for s in group if s.page is None]
    numbers = [s.page for s in edged if s.page is not None]
    found: set[int] = set()
    rising = all(a < b for a, b in pairwise(numbers))
    # "Step 1", "Step 2", "Step 3" rise by one each and are never seen without their figure.
    counted = len(numbers) > 2 and not plain and all(b - a == 1 for a, b in pairwise(numbers))
    if len(edged) >= 2 and rising and not counted:
        found |= {s.block.index for s in edged}
    elif len(edged) == 1 and paged and plain and plain[0].index < edged[0].block.index:
        found |= {s.block.index for s in edged if not s.block.readings}
    if paged or len(edged) >= 2:
        heads = (b for b in plain[1:] if not b.readings and b.text[-1] not in _SENTENCE)
        found |= {b.index for b in heads if _beside_page(b, blocks)}
    if _repeats_through(group, blocks):
        found |= {b.index for b in plain[1:]}
    return found


def _beside_page(block: Block, blocks: Sequence[Block]) -> bool:
    near = (block.index - 1, block.index + 1)
    return any(0 <= i < len(blocks) and is_page_number(blocks[i].text) for i in near)


def _repeats_through(group: Sequence[_Sighting], blocks: Sequence[Block]) -> bool:
    """Whether a line repeats as only a running head does, where no page numbers tell.

    "Exercises" in every chapter and "No." in a dialogue repeat as well. A running head is the title
    from the start of the text, or it cuts sentences in two.
    """
    first = group[0].block
    sentence = first.text[-1] in _SENTENCE or role_of_name(first.text) is not None
    if len(group) < _OFTEN or sentence or any(s.block.readings for s in group):
        return False
    cut = sum(_cuts_sentence(s.block, blocks) for s in group)
    spread = group[-1].block.index - first.index
    return spread > _SPREAD * len(blocks) and (first.index < _TITLE_PAGE or 2 * cut >= len(group))


def _cuts_sentence(block: Block, blocks: Sequence[Block]) -> bool:
    around = [blocks[i].text for i in (block.index - 1, block.index + 1) if 0 <= i < len(blocks)]
    return len(around) == 2 and around[0][-1] not in _SENTENCE and around[1][0].islower()
