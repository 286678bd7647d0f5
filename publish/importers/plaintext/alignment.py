"""Aligns contents entries with headings of the body, in order, by the similarity of titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from publish.importers.bookfolder.heading_names import sort_key
from publish.importers.plaintext.blocks import Block

_BYLINE = re.compile(r"(?<=\S)(?:,|\s[—–-])\s*(?:by|von|par|por|di|door)\s+[A-ZÀ-Þ].{2,40}$", re.S)
_ALIKE = 0.8  # below, two titles differ
_SAME_MARKER = 0.5  # outweighs any small difference of wording
_BOTH_MARKED = 0.1
_EARLY = 0.0005  # prefers the first of two equal blocks


class Pair(NamedTuple):
    """A contents entry, a block of the body, or both if they are the same heading; `source` is the
    block if there is one, else the entry."""

    source: Block
    entry: Block | None
    block: Block | None


def align(listed: Sequence[Block], body: Sequence[Block]) -> list[Pair]:
    """All entries and blocks in one sequence, paired where they match; both orders are kept."""
    if not listed:
        return [Pair(block, None, block) for block in body]
    matches = _matches(listed, body)
    best = _best_totals(len(listed), len(body), matches)
    return list(_walk(listed, body, matches, best))


def title_key(title: str) -> str:
    """The words of a title without the name of an author after a comma."""
    return sort_key(_BYLINE.sub("", title))


def similarity(a: str, b: str) -> float:
    """The similarity of two sort keys, 0 to 1; most different pairs are rejected cheaply."""
    if a == b:
        return 1.0
    if not a or not b or abs(len(a) - len(b)) > 0.4 * max(len(a), len(b)):
        return 0.0
    if a.isascii() and len(a) > 6 and not set(a.split()) & set(b.split()):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _matches(listed: Sequence[Block], body: Sequence[Block]) -> dict[tuple[int, int], float]:
    """The score of each entry with each similar block. An entry with an identical title in the body
    is compared only with those: comparing all with all takes minutes for a long book."""
    listed_keys = [title_key(block.title) for block in listed]
    body_keys = [sort_key(block.title) for block in body]
    identical: dict[str, list[int]] = {}
    for j, key in enumerate(body_keys):
        identical.setdefault(key, []).append(j)
    listed_set = set(listed_keys)
    unmatched = [j for j, key in enumerate(body_keys) if key not in listed_set]
    scores: dict[tuple[int, int], float] = {}
    for i, entry in enumerate(listed):
        for j in identical.get(listed_keys[i], unmatched):
            score = similarity(listed_keys[i], body_keys[j])
            if score >= _ALIKE:
                early = _EARLY * (len(body) - j) / len(body)
                scores[i, j] = score + _marker_bonus(entry, body[j]) + early
    return scores


def _marker_bonus(entry: Block, block: Block) -> float:
    a = {(reading.style, reading.value) for reading in entry.readings}
    b = {(reading.style, reading.value) for reading in block.readings}
    if a & b:
        return _SAME_MARKER
    return _BOTH_MARKED if bool(a) == bool(b) else 0.0


def _best_totals(
    rows: int, columns: int, matches: dict[tuple[int, int], float]
) -> list[list[float]]:
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            value = max(best[i + 1][j], best[i][j + 1])
            if (i, j) in matches:
                value = max(value, best[i + 1][j + 1] + matches[i, j])
            best[i][j] = value
    return best


def _walk(
    listed: Sequence[Block],
    body: Sequence[Block],
    matches: dict[tuple[int, int], float],
    best: list[list[float]],
) -> Iterator[Pair]:
    """The pairs in order; between two matches first the blocks of the body, then the entries whose
    text is missing."""
    i = j = 0
    waiting: list[Pair] = []
    while i < len(listed) and j < len(body):
        is_match = (i, j) in matches and best[i][j] <= best[i + 1][j + 1] + matches[i, j] + 1e-9
        if is_match:
            yield from waiting
            waiting.clear()
            yield Pair(body[j], listed[i], body[j])
            i, j = i + 1, j + 1
        elif best[i][j] <= best[i][j + 1] + 1e-9:
            yield Pair(body[j], None, body[j])
            j += 1
        else:
            waiting.append(Pair(listed[i], listed[i], None))
            i += 1
    yield from (Pair(block, None, block) for block in body[j:])
    yield from waiting
    yield from (Pair(entry, entry, None) for entry in listed[i:])
