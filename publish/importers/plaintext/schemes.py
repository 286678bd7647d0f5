"""The numbering scheme of each level, according to the markers of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from publish.importers.bookfolder import LevelScheme
from publish.importers.plaintext.divisions import CHAPTER, PART, VOLUME
from publish.importers.plaintext.headings import Heading
from publish.importers.plaintext.markers import MarkerReading
from publish.importers.plaintext.numerals import UNIT
from publish.model.numerals import Numeral, english_words
from publish.model.roles import Rank

_NUMERALS = {
    "1": Numeral.ARABIC, "I": Numeral.UPPER_ROMAN, "i": Numeral.LOWER_ROMAN,
    "A": Numeral.UPPER_LETTER, "a": Numeral.LOWER_LETTER, "一": Numeral.HAN,
    "А": Numeral.UPPER_LETTER, "а": Numeral.LOWER_LETTER,
    "one": Numeral.WORDS, "first": Numeral.ARABIC,
}  # fmt: skip
_TOP_RANKS = {VOLUME: Rank.VOLUME, PART: Rank.PART}  # others are chapters


def level_schemes(headings: Sequence[Heading]) -> dict[int, LevelScheme]:
    """The scheme of each depth that has numbers, by depth from 1."""
    usual = _usual_readings(headings)
    rank_of = level_ranks(headings)
    schemes: dict[int, LevelScheme] = {}
    for depth, reading in usual.items():
        runs_on = depth > 1 and _runs_on(headings, depth)
        compose = not runs_on and _composes(reading, usual.get(depth - 1), depth)
        numeral, label = _numeral_and_label(reading)
        schemes[depth] = LevelScheme(rank_of[depth], numeral, label, compose, restart=not runs_on)
    return schemes


def level_ranks(headings: Sequence[Heading]) -> dict[int, Rank]:
    """The rank of each depth, by depth from 1."""
    depths = _depths(headings)
    rank = _top_rank(_usual_readings(headings), deepest=max(depths, default=1))
    by_depth: dict[int, Rank] = {}
    for depth in depths:
        by_depth[depth] = rank
        rank = rank.child_rank
    return by_depth


def _depths(headings: Sequence[Heading]) -> range:
    return range(1, max((heading.depth for heading in headings), default=0) + 1)


def _usual_readings(headings: Sequence[Heading]) -> dict[int, MarkerReading]:
    return {d: reading for d in _depths(headings) if (reading := _usual(headings, d))}


def _usual(headings: Sequence[Heading], depth: int) -> MarkerReading | None:
    """The first marker in the commonest style of the headings of a depth."""
    readings = [f.reading for f in headings if f.depth == depth and f.reading]
    if not readings:
        return None
    styles = Counter((r.style, r.script) for r in readings)
    best = max(styles, key=lambda style: styles[style])
    return next(r for r in readings if (r.style, r.script) == best)


def _top_rank(usual: Mapping[int, MarkerReading], *, deepest: int) -> Rank:
    """By the names of divisions; without names, parts if there is a level below, else chapters."""
    first, second = usual.get(1), usual.get(2)
    if second and second.rank == PART:
        return Rank.VOLUME
    if second and second.rank == CHAPTER:
        return Rank.PART
    if first and first.rank is not None:
        return _TOP_RANKS.get(first.rank, Rank.CHAPTER)
    if second and second.rank is not None:
        return Rank.CHAPTER
    return Rank.PART if deepest > 1 else Rank.CHAPTER


def _numeral_and_label(reading: MarkerReading) -> tuple[Numeral, str]:
    numeral = _NUMERALS[reading.script]
    if reading.label:
        # Numbers in words are those of English; other languages count the same in digits.
        is_english = reading.printed.lower() in english_words(reading.value // UNIT).lower()
        words = numeral is Numeral.WORDS and not is_english
        return (Numeral.ARABIC if words else numeral), reading.label
    style = reading.style
    if style == "(一)":
        return Numeral.HAN_PARENTHESES, ""
    if style.startswith("("):
        return numeral, "({})"
    if style.endswith((")", "、", "°")):
        return numeral, "{}" + style[-1]
    return numeral, ""


def _composes(reading: MarkerReading, above: MarkerReading | None, depth: int) -> bool:
    """Whether the second section of the first part is "1.2".

    So it is with decimal paths. Plain numbers that restart in the style of the level above would be
    ambiguous otherwise.
    """
    if reading.path:
        return depth > 1
    return above is not None and not reading.word and reading.style == above.style


def _runs_on(headings: Sequence[Heading], depth: int) -> bool:
    """Whether most groups of siblings after the first continue the count of the group before."""
    continued = restarted = 0
    last: int | None = None
    opened = False
    for heading in headings:
        if heading.depth < depth:
            opened = True
        elif heading.depth == depth and heading.value is not None:
            if opened and last is not None:
                continued += heading.value // UNIT == last // UNIT + 1
                restarted += heading.value == UNIT
            last, opened = heading.value, False
    return continued > restarted
