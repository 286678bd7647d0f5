"""Where a contents list ends: before the headings of the body, which repeat it or are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import Block, word_count
from publish.importers.plaintext.entries import has_page

LONG_TEXT = 12  # words of a paragraph
_ALIKE = 0.8  # similarity of two occurrences of one title
_MOST_CUTS = 40  # places that are tried as the end of a list
_MOST_NEW = 2  # lines of the body between a list and the first text that the list has not
_NEARLY_ALL = 0.8  # share of the entries that are repeated
_FEWEST = 3  # entries of a list


class ContentsRun(NamedTuple):
    """Short lines from `top`, the first entry of a contents list, to `stop` (excluded), of which
    the last ones may be headings; `positions` are the indexes of the blocks with each key."""

    blocks: Sequence[Block]
    keys: Sequence[str]
    positions: Mapping[str, Sequence[int]]
    top: int
    stop: int

    def repeats(self, end: int, start: int | None = None) -> list[int]:
        """The entries from `start` to `end` whose titles are repeated at `end` or later."""
        first = self.top if start is None else start
        return [i for i in range(first, end) if self.positions[self.keys[i]][-1] >= end]


class _End(NamedTuple):
    """The end of a list, its repeated entries, and whether its first title is repeated there."""

    end: int
    repeats: list[int]
    is_at_first: bool

    def rank(self, keys: Sequence[str]) -> tuple[int, bool, int]:
        return len({keys[i] for i in self.repeats}), self.is_at_first, self.end


def find_end(run: ContentsRun) -> tuple[int, list[int]]:
    """The end of the list, and its repeated entries: a run that continues into the first headings
    of the body is cut where a title is repeated, the first one perhaps in similar words, at the cut
    that leaves the most repetitions after it, or before headings that the list has not."""
    best = max(_ends(run), key=lambda each: each.rank(run.keys))
    return best.end, best.repeats


def other_ends(run: ContentsRun, found: int) -> list[int]:
    """The ends that a reader could also see, the likeliest first: before lines that all stand in
    the list above, before lines of the body that are new, and where as much is repeated."""
    ranks: dict[int, tuple[int, bool]] = {}
    for each in _ends(run):
        ranks[each.end] = max(each.rank(run.keys)[:2], ranks.get(each.end, (0, False)))
    rank = ranks.get(found, (0, False))
    repeated = len(run.repeats(found)) >= _NEARLY_ALL * (found - run.top)
    new = _new_lines(run, found) if repeated or found == run.stop else 0
    possible = [found - new]
    if found == run.stop - _new_lines(run, run.stop):
        possible.append(run.stop)
    if not rank[1]:  # where the first title is repeated, the body begins, whatever else is
        possible = [_start_of_repetition(run, found), *possible]
        possible += [end for end in ranks if ranks[end] == rank]
    return [end for end in dict.fromkeys(possible) if end != found and end - run.top >= _FEWEST]


def _ends(run: ContentsRun) -> Iterator[_End]:
    """The places that are tried as the end of the list."""
    keys, top, stop = run.keys, run.top, run.stop
    has_text = stop < len(run.blocks) and word_count(run.blocks[stop].text) > LONG_TEXT
    new = _new_lines(run, stop) if has_text else 0
    repeats = run.repeats(stop)
    is_new = len(repeats) >= _NEARLY_ALL * (stop - new - top)
    yield _End(stop - new if is_new else stop, repeats, is_at_first=False)
    same = [i for i in range(top + 1, stop) if keys[i] == keys[top]]
    cuts = same or [i for i in range(top + 1, stop) if similarity(keys[top], keys[i]) >= _ALIKE]
    for cut in cuts:
        # There the first title is repeated by definition, even if its words differ.
        yield _End(cut, [top, *run.repeats(cut, top + 1)], is_at_first=bool(same))
    for cut in islice(_repeated(run), _MOST_CUTS):
        yield _End(cut, run.repeats(cut), is_at_first=False)


def _repeated(run: ContentsRun) -> Iterator[int]:
    """The lines whose titles stand above."""
    positions = run.positions
    return (i for i in range(run.top + 1, run.stop) if positions[run.keys[i]][0] < i)


def _new_lines(run: ContentsRun, end: int) -> int:
    """The number of lines before an end that are not repeated after it and do not look like
    entries: a prologue, or a first chapter with another title."""
    return next(n for n in range(_MOST_NEW + 1) if n == _MOST_NEW or not _is_new(run, end, end - n))


def _is_new(run: ContentsRun, end: int, after: int) -> bool:
    """Whether the line before `after` is new: its words are nowhere else in the list or below."""
    block, above = run.blocks[after - 1], run.blocks[after - 2]
    if after - run.top <= _FEWEST or has_page(block) or _continues(above, block):
        return False
    inside = (i for i in run.positions[run.keys[after - 1]] if i >= run.top)
    return next(inside) == after - 1 and run.positions[run.keys[after - 1]][-1] < end


def _continues(above: Block, block: Block) -> bool:
    """Whether the number of a block comes after that of the block above."""
    pairs = ((a, b) for a in above.readings for b in block.readings)
    return any(
        a.path < b.path if a.path and b.path else a.style == b.style and a.value < b.value
        for a, b in pairs
    )


def _start_of_repetition(run: ContentsRun, found: int) -> int:
    """Where lines at the end of a list begin that all stand in it above."""
    start = found
    while start > run.top and run.keys[start - 1] in run.keys[run.top : start - 1]:
        start -= 1
    return start
