"""The readings of lines that look alike and have no number: as text, or as headings of each level.

Whole readings come first: all lines, those that occur once, those above a longer text, lines above
others of them as a level of their own. Nothing tells commands from titles in all languages, so that
doubtful lines are asked about one by one as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from publish.importers.bookfolder.heading_names import sort_key
from publish.importers.plaintext.blocks import Block
from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.headings import NO_HEADING
from publish.importers.plaintext.ledger import SpanRole
from publish.importers.plaintext.recovery import Recovery
from publish.importers.plaintext.weights import WEIGHTS

MOST_READINGS = 6  # of a question: its letters
_MOST_ALONE = 40  # lines that are asked about one by one
_FEWEST = 3  # lines of a text without numbers that are asked about
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？]")
_LIKELY = WEIGHTS.unnumbered + WEIGHTS.question  # short, and ends like a heading
# Of a title page; "1889" may be the first heading.
_UNSURE = (SpanRole.TITLE, SpanRole.FRONT, SpanRole.DATE)

Depths = Mapping[int, int]  # by line


def bare_lines(recovery: Recovery, asked: Collection[int]) -> list[int]:
    """The candidates without a number that look like headings, by index; `asked` are others."""
    candidates, depths = recovery.candidates, recovery.solution.depths
    numbered = any(c.readings or c.is_listed for c in candidates)
    likely = [
        i
        for i, c in enumerate(candidates)
        if _is_bare(c) and i not in asked and c.line not in recovery.pinned
    ]
    series = [i for i in likely if _is_of_series(recovery, candidates[i])]
    if series or numbered:
        return [i for i in series if not numbered or _depth_above(depths, i, ())]
    plain = [i for i in likely if candidates[i].score >= _LIKELY]
    return plain if len(plain) >= _FEWEST else []


def _is_bare(candidate: Candidate) -> bool:
    named = candidate.is_listed or candidate.is_name
    return candidate.block is not None and not candidate.readings and not named


def _is_of_series(recovery: Recovery, candidate: Candidate) -> bool:
    return candidate.in_series or candidate.line in recovery.possible_series


def whole_readings(recovery: Recovery, run: Sequence[int]) -> list[Depths]:
    """The readings of all the lines, the chosen one first."""
    candidates, depths = recovery.candidates, recovery.solution.depths
    levels = {i: _depth_above(depths, i, run) + 1 for i in run}
    words = Counter(sort_key(candidates[i].title) for i in run)
    single = {i for i in run if words[sort_key(candidates[i].title)] == 1}
    long = _above_long_text(recovery)
    lines = {i: candidates[i].line for i in run}
    parts = (run, (), single, [i for i in run if i not in single],
             [i for i in single if lines[i] in long])  # fmt: skip
    readings: list[Depths] = [
        {line: depths[i] for i, line in lines.items()},
        *(_at(lines, {i: levels[i] for i in part}) for part in parts),
        *_with_others(recovery, run, levels),
        _at(lines, {i: max(1, level - 1) for i, level in levels.items()}),
    ]
    different = {tuple(each.items()): each for each in readings}
    return list(different.values())[:MOST_READINGS]


def _at(lines: Mapping[int, int], levels: Mapping[int, int]) -> dict[int, int]:
    return {line: levels.get(i, NO_HEADING) for i, line in lines.items()}


def _with_others(
    recovery: Recovery, run: Sequence[int], levels: Mapping[int, int]
) -> Iterator[dict[int, int]]:
    """Two levels of lines; and the lines as headings with those that were read as parts of others:
    of the title page, or as titles of numbers."""
    lines = {i: recovery.candidates[i].line for i in run}
    first, titles = _front_line(recovery), _titles_below(recovery)
    above = {a for a, b in pairwise(run) if _is_above(recovery, a, b)}
    if above or first:
        lower = {i: levels[i] + (i not in above) for i in run}
        two_levels = dict(sorted({**first, **_at(lines, lower)}.items()))
        if _skips_no_level(recovery, two_levels):
            yield two_levels
    if first or titles:
        yield dict(sorted({**first, **titles, **_at(lines, levels)}.items()))


def _skips_no_level(recovery: Recovery, reading: Depths) -> bool:
    placed = zip(recovery.candidates, recovery.solution.depths, strict=True)
    depths = {c.line: depth for c, depth in placed if c.block} | dict(reading)
    headings = [depths[line] for line in sorted(depths) if depths[line]]
    return all(below <= above + 1 for above, below in pairwise([0, *headings]))


def _is_above(recovery: Recovery, index: int, below: int) -> bool:
    a, b = recovery.candidates[index].block, recovery.candidates[below].block
    return a is not None and b is not None and b.index == a.index + 1


def _front_line(recovery: Recovery) -> dict[int, int]:
    """The last line of a title page directly above a text without numbers: perhaps a heading."""
    page = recovery.passages.title_page
    if page.size < 2 or any(c.readings or c.is_listed for c in recovery.candidates):
        return {}
    last = [b for b, role in page.roles if role in _UNSURE and b.index == page.size - 1]
    return {block.number: 1 for block in last if block.number not in recovery.pinned}


def _titles_below(recovery: Recovery) -> dict[int, int]:
    """The lines that were read as the titles of the numbers above them."""
    pairs = zip(recovery.candidates, recovery.solution.depths, strict=True)
    return {
        line: depth + 1
        for candidate, depth in pairs
        if depth and candidate.block and candidate.readings
        for line in _title_lines(candidate.block)
    }


def _title_lines(block: Block) -> list[int]:
    titles = {reading.title for reading in block.readings}
    below = [line for line in block.lines[1:] if line.raw.strip() in titles]
    return [line.number for line in below]


def readings_alone(recovery: Recovery, run: Sequence[int]) -> list[tuple[int, list[Depths]]]:
    """For each doubtful line its readings on each level, and as text, the chosen one first."""
    candidates, depths = recovery.candidates, recovery.solution.depths
    long = _above_long_text(recovery)
    doubtful = [i for i in run if not (candidates[i].in_series and candidates[i].line in long)]
    if len(run) < 2 or len(doubtful) > _MOST_ALONE:
        return []
    deepest = {i: _depth_above(depths, i, run) + 1 for i in doubtful}
    choices = {i: dict.fromkeys((depths[i], *range(deepest[i], -1, -1))) for i in doubtful}
    return [
        (i, [{candidates[i].line: depth} for depth in list(choices[i])[:MOST_READINGS]])
        for i in doubtful
    ]


def _above_long_text(recovery: Recovery) -> frozenset[int]:
    """The lines above a text of several sentences; a command is above one."""
    pairs = pairwise(recovery.passages.body)
    return frozenset(a.number for a, b in pairs if len(_SENTENCE_END.findall(b.text)) > 1)


def _depth_above(depths: Sequence[int], index: int, run: Collection[int]) -> int:
    """The depth of the heading before a line, other than those of its kind."""
    before = (depths[i] for i in range(index - 1, -1, -1) if i not in run)
    return next((depth for depth in before if depth), 0)
