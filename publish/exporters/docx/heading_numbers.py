"""Numbers of headings as lists of Word, so that they live: a new heading is counted like others.

Word counts by its own rules (ISO 29500-1, 17.9). They are played through here, and a heading has
the number of a list only where that gives the very number of the book. Where the count differs, the
list begins again at the number; where no list can say it, the number is typed. So what the file
shows is always what the book has.

The sections of appendices are a list of their own, since their chapters count in letters. So are
chapters whose count goes on through the parts: not every program has lists with such a level.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from publish.model.book import Book
from publish.model.numerals import LARGEST_ORDINAL, Numeral, format_numeral
from publish.model.roles import Rank
from publish.model.scheme import Numbering
from publish.model.section import Section

_FORMATS = {
    Numeral.ARABIC: ("decimal", LARGEST_ORDINAL),
    Numeral.UPPER_ROMAN: ("upperRoman", 3999),
    Numeral.LOWER_ROMAN: ("lowerRoman", 3999),
    Numeral.UPPER_LETTER: ("upperLetter", 26),  # then AA, BB, where a book has AA, AB
    Numeral.LOWER_LETTER: ("lowerLetter", 26),
    Numeral.HAN: ("chineseCountingThousand", 99),
    Numeral.HAN_PARENTHESES: ("chineseCountingThousand", 99),
}
_MOST_LEVELS = 9
_BODY = "body"
_FULL_STOP = "."


class ListLevel(msgspec.Struct, frozen=True):
    """A level of a list: the numerals of Word, and the text, in which `%2` is that of level 2.

    `restarts` is False for a count that goes on under the next parent.
    """

    format: str
    text: str
    restarts: bool
    space: bool


class HeadingNumber(msgspec.Struct, frozen=True):
    """The place of a heading in the lists: list, level from 0, and the start of a new count."""

    group: str
    level: int
    instance: int = 0


class HeadingLists(msgspec.Struct, frozen=True):
    """The lists by group, the numbers of headings by section, the starts of each instance.

    `starts` has, for each instance but the first of a group, the level and the first number;
    `styles` the list and the level that a heading style has, by the level of the headings.
    """

    levels: Mapping[str, Sequence[ListLevel]]
    numbers: Mapping[str, HeadingNumber]
    starts: Mapping[tuple[str, int], tuple[int, int]]
    styles: Mapping[int, tuple[str, int]]


class _Numbered(msgspec.Struct, frozen=True):
    section: Section
    group: str
    own: str  # the last part of its number
    pattern: str  # its number, with `{rank}` for each part
    rank: Rank

    def text(self, ranks: Sequence[Rank]) -> str:
        """The text of its level, by the ranks of the levels."""
        number = self.pattern
        for i, rank in enumerate(ranks, start=1):
            number = number.replace(f"{{{rank}}}", f"%{i}")
        before, _, after = (self.section.label or "").rpartition(self.section.number or "\0")
        return f"{before}{number}{after}{self.section.separator}"


def heading_lists(book: Book) -> HeadingLists:
    """The lists of a settled book's headings; a section that is in none has its number typed."""
    numbered = [each for top in book.sections for each in _numbered(top, _BODY, None, book)]
    levels: dict[str, Sequence[ListLevel]] = {}
    numbers: dict[str, HeadingNumber] = {}
    starts: dict[tuple[str, int], tuple[int, int]] = {}
    for group in dict.fromkeys(each.group for each in numbered):
        members = [each for each in numbered if each.group == group]
        ranks = [rank for rank in Rank if any(each.rank == rank for each in members)]
        ranks = ranks[:_MOST_LEVELS]
        levels[group] = [_level(members, rank, ranks, book.numbering) for rank in ranks]
        counter = _Counter(group, ranks, levels[group], book.numbering)
        for each in members:
            if each.rank in ranks and (number := counter.count(each)):
                numbers[each.section.id] = number
        starts.update(counter.starts)
    return HeadingLists(levels, numbers, starts, _styles(book, numbers))


def _styles(book: Book, numbers: Mapping[str, HeadingNumber]) -> dict[int, tuple[str, int]]:
    """The list and level that most headings of each level have, apart from appendices."""
    uses: dict[int, Counter[tuple[str, int]]] = defaultdict(Counter)
    for section in book.walk():
        number = numbers.get(section.id)
        if number and number.group != Rank.APPENDIX:
            uses[section.level][number.group, number.level] += 1
    return {level: counter.most_common(1)[0][0] for level, counter in uses.items()}


def _numbered(
    section: Section, group: str, parent: _Numbered | None, book: Book
) -> Iterator[_Numbered]:
    group = str(Rank.APPENDIX) if section.rank is Rank.APPENDIX else group
    above = parent
    if section.number is not None:
        prefix = f"{parent.section.number}{_FULL_STOP}" if parent else ""
        composed = bool(parent) and section.number.startswith(prefix)
        own = section.number.removeprefix(prefix) if composed else section.number
        name = f"{{{section.rank}}}"
        if book.numbering.scheme_for(section.rank).numeral is Numeral.HAN_PARENTHESES:
            own, name = own.strip("（）"), f"（{name}）"
        pattern = f"{parent.pattern}{_FULL_STOP}{name}" if parent and composed else name
        if not composed and not book.numbering.scheme_for(section.rank).restart:
            group = str(section.rank)
        above = _Numbered(section, group, own, pattern, section.rank)
        yield above
    for child in section.children:
        yield from _numbered(child, group, above, book)


def _level(
    members: Sequence[_Numbered], rank: Rank, ranks: Sequence[Rank], numbering: Numbering
) -> ListLevel:
    """The level of a rank, with the text that most of its headings have."""
    own = [each for each in members if each.rank == rank]
    text = Counter(each.text(ranks) for each in own).most_common(1)[0][0]
    scheme = numbering.scheme_for(rank)
    kind, _ = _FORMATS.get(scheme.numeral, ("decimal", 0))
    return ListLevel(kind, text.rstrip(" "), scheme.restart, text.endswith(" "))


class _Counter:
    """Plays through how Word counts the headings of a group."""

    def __init__(
        self, group: str, ranks: Sequence[Rank], levels: Sequence[ListLevel], numbering: Numbering
    ) -> None:
        self._group, self._ranks, self._levels = group, ranks, levels
        self._numbering = numbering
        self._counts: dict[int, int] = {}
        self._instance = 0
        self.starts: dict[tuple[str, int], tuple[int, int]] = {}

    def count(self, each: _Numbered) -> HeadingNumber | None:
        """The number of the next heading; None if no list has it."""
        level, numeral = self._ranks.index(each.rank), self._numeral(each.rank)
        wanted = _ordinal(each.own, numeral)
        if wanted is None:
            return None
        before, instance = dict(self._counts), self._instance
        self._step(level, self._counts.get(level, 0) + 1)
        if self._counts[level] != wanted:
            self._instance += 1
            self._counts[level] = wanted
        if self._shown(level) != f"{each.section.label}{each.section.separator}".rstrip(" "):
            self._counts, self._instance = before, instance
            return None
        if self._instance != instance:
            self.starts[self._group, self._instance] = level, wanted
        return HeadingNumber(self._group, level, self._instance)

    def _step(self, level: int, count: int) -> None:
        self._counts[level] = count
        for below in range(level + 1, len(self._levels)):
            if self._levels[below].restarts:
                self._counts.pop(below, None)

    def _shown(self, level: int) -> str:
        shown = self._levels[level].text
        for i, rank in enumerate(self._ranks[: level + 1]):
            numeral = format_numeral(self._counts.get(i, 1), self._numeral(rank)).strip("（）")
            shown = shown.replace(f"%{i + 1}", numeral)
        return shown

    def _numeral(self, rank: Rank) -> Numeral:
        return self._numbering.scheme_for(rank).numeral


def _ordinal(own: str, numeral: Numeral) -> int | None:
    """The count of a numeral; None for one that Word does not write in the same way."""
    _, largest = _FORMATS.get(numeral, ("", 0))
    ordinals = range(1, min(largest, _MOST_COUNTED) + 1)
    return next((n for n in ordinals if format_numeral(n, numeral).strip("（）") == own), None)


_MOST_COUNTED = 999
