"""The numbering scheme of each level, as the source's own markers show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from publish.importers.bookfolder import LevelScheme
from publish.importers.plaintext.markers import Reading
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.recovery import Heading
from publish.model.numerals import Numeral
from publish.model.roles import Rank

_NUMERALS = {
    "1": Numeral.ARABIC, "I": Numeral.UPPER_ROMAN, "i": Numeral.LOWER_ROMAN,
    "A": Numeral.UPPER_LETTER, "a": Numeral.LOWER_LETTER, "一": Numeral.HAN,
    "one": Numeral.WORDS, "first": Numeral.ARABIC,
}  # fmt: skip
_TOP_RANKS = {0: Rank.VOLUME, 1: Rank.PART}  # by the rank of the division's name; below: chapters


def schemes(headings: Sequence[Heading]) -> dict[int, LevelScheme]:
    """The scheme of each depth that has numbers, by depth from 1."""
    usual = _usual_readings(headings)
    rank_of = ranks(headings)
    made: dict[int, LevelScheme] = {}
    for depth, reading in usual.items():
        runs_on = depth > 1 and _runs_on(headings, depth)
        compose = not runs_on and _composes(reading, usual.get(depth - 1), depth)
        numeral, label = _numeral_and_label(reading)
        made[depth] = LevelScheme(rank_of[depth], numeral, label, compose, restart=not runs_on)
    return made


def ranks(headings: Sequence[Heading]) -> dict[int, Rank]:
    """The rank of each depth, by depth from 1."""
    depths = _depths(headings)
    rank = _top_rank(_usual_readings(headings), deepest=max(depths, default=1))
    found: dict[int, Rank] = {}
    for depth in depths:
        found[depth] = rank
        rank = rank.child_rank
    return found


def _depths(headings: Sequence[Heading]) -> range:
    return range(1, max((found.depth for found in headings), default=0) + 1)


def _usual_readings(headings: Sequence[Heading]) -> dict[int, Reading]:
    return {d: reading for d in _depths(headings) if (reading := _usual(headings, d))}


def _usual(headings: Sequence[Heading], depth: int) -> Reading | None:
    """A marker in the style that most headings of a depth have; the first such one."""
    readings = [f.reading for f in headings if f.depth == depth and f.reading]
    if not readings:
        return None
    styles = Counter((r.style, r.script) for r in readings)
    best = max(styles, key=lambda style: styles[style])
    return next(r for r in readings if (r.style, r.script) == best)


def _top_rank(usual: Mapping[int, Reading], *, deepest: int) -> Rank:
    """Parts if there is a level below them and no name says otherwise; else chapters."""
    first, second = usual.get(1), usual.get(2)
    if second and second.rank == 1:
        return Rank.VOLUME
    if second and second.rank == 2:
        return Rank.PART
    if first and first.rank is not None:
        return _TOP_RANKS.get(first.rank, Rank.CHAPTER)
    if second and second.rank is not None:
        return Rank.CHAPTER
    return Rank.PART if deepest > 1 else Rank.CHAPTER


def _numeral_and_label(reading: Reading) -> tuple[Numeral, str]:
    numeral = _NUMERALS[reading.script]
    if reading.word:
        return numeral, _word_label(reading)
    style = reading.style
    if style == "(一)":
        return Numeral.HAN_PARENTHESES, ""
    if style.startswith("("):
        return numeral, "({})"
    if style.endswith((")", "、")):
        return numeral, "{}" + style[-1]
    return numeral, ""


def _word_label(reading: Reading) -> str:
    word = reading.word
    if word == "§":
        return "§ {}"
    if not word.isascii():
        return f"第{{}}{word}"
    german = word.lower() in ("teil", "kapitel", "abschnitt", "buch", "artikel")
    if reading.ordinal_first and german:
        return f"{{}}. {word.capitalize()}"
    return f"{word.capitalize()} {{}}"


def _composes(reading: Reading, above: Reading | None, depth: int) -> bool:
    """Whether "1.2" is said for the second section of the first part.

    Decimal paths say it themselves. Plain numbers that restart in the style of the level above are
    told apart by nothing else, so that a book made of them has to say it.
    """
    if reading.path:
        return depth > 1
    return above is not None and not reading.word and reading.style == above.style


def _runs_on(headings: Sequence[Heading], depth: int) -> bool:
    """Whether most groups of siblings after the first take up the count of the group before."""
    on = anew = 0
    last: int | None = None
    opened = False
    for found in headings:
        if found.depth < depth:
            opened = True
        elif found.depth == depth and found.value is not None:
            if opened and last is not None:
                on += found.value // UNIT == last // UNIT + 1
                anew += found.value == UNIT
            last, opened = found.value, False
    return on > anew
