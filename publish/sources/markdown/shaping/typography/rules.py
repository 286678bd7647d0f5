"""What is looked for, and the space that is put there, from the conventions of a language.

Every rule finds one space or line's end of the source, or the place between two signs. A space that
is unbreakable already is never found, so that an author's own choice stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

import msgspec

from publish.model.typographic_conventions import TypographicConventions

NO_BREAK, NARROW = "\u00a0", "\u202f"

_SPACE = "([ \n])"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶŁĻŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ]"
_WIDE = "[\u2e80-\u303f\u3041-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]"
_ANY_WIDE = "(?<=[\u2014-\uff60]\n)"
_METRIC = (
    "% ‰ ° °C °F K € $ £ ¥ kg g mg t km m cm mm m² km² m³ ha l h min s ms W kW MW kWh V A Hz kHz "
    "MHz GHz B kB MB GB TB pt px dpi Pa hPa"
).split()  # fmt: skip


class Rule(msgspec.Struct, frozen=True):
    """A pattern whose first group is the place, and the space that goes there.

    `condition` is what the pattern asks for behind its place, or less of it, where that is one
    space; else empty.
    """

    pattern: str
    space: str
    condition: str = ""

    def places(self, text: str) -> list[tuple[int, int]]:
        """First and last of every place in a text, in order."""
        found = [match.span(1) for match in re.finditer(self.pattern, text)]
        return [(first, last) for first, last in found if text[first:last] != self.space]


class Stage(msgspec.Struct, frozen=True):
    """Rules that are applied one after the other; `hint` is found where any of them has a place.

    Few texts have any: to look once for all rules is much cheaper than for each.
    """

    hint: re.Pattern[str]
    rules: tuple[Rule, ...]


@cache
def rules(language: TypographicConventions) -> tuple[Rule, ...]:
    """The rules of a language, in the order in which they are applied."""
    return tuple(_rules(language))


def stages(every: Iterable[Rule]) -> Iterator[Stage]:
    """Some rules in their order, neighbours that look for a space together."""
    for spaced, row in groupby(every, key=lambda rule: bool(rule.condition)):
        if spaced:
            together = tuple(row)
            conditions = _one_of(dict.fromkeys(rule.condition for rule in together))
            yield Stage(re.compile(f"{_SPACE}{conditions}"), together)
        else:
            yield from (Stage(re.compile(rule.pattern), (rule,)) for rule in row)


def _between(space: str, *conditions: str) -> Rule:
    """The rule of a space between two things; the condition that fewest places meet comes first.

    The space stands first in the pattern, before what it stands behind, since the next space is
    found much faster than the next place that a condition holds for.
    """
    condition = "".join(conditions)
    return Rule(f"{_SPACE}{condition}", space, condition)


def _before(pattern: str) -> str:
    """The condition that a space stands before a pattern."""
    return f"(?={pattern})"


def _behind(*patterns: str) -> str:
    """The condition that a space stands behind one of some patterns of fixed width."""
    return _one_of(f"(?<={each}[ \n])" for each in patterns)


def _rules(language: TypographicConventions) -> Iterator[Rule]:
    # A line of the manuscript that ends between two Chinese signs ends no word. Their ranges take
    # longer to compile than a text to read, so it is asked first for one that holds them all.
    for behind, ahead in ((_WIDE, f"[{_WIDE[1:-1]}“‘—…]"), ("[”’—…]", _WIDE)):
        yield Rule(f"{_SPACE}(?<={behind}\n){_before(ahead)}", "", _ANY_WIDE)
    yield _between(NO_BREAK, _behind("^[—–]"), _before(r"\S"))  # a speech that a dash opens
    yield from _punctuation(language)
    yield from _numbers(language)
    yield from _names(language)
    if language.bind_dash:  # the last, since the spaces behind a dash tell that it parts words
        yield _between(NO_BREAK, _before(r"[—–](?:\s|$)"), _behind(r"\S"))


def _punctuation(language: TypographicConventions) -> Iterator[Rule]:
    if language.spaced_punctuation:
        high = f"[{re.escape(language.spaced_punctuation)}]"
        cluster = r"[;:!?]*(?:[\s»”’)\]]|$)"
        yield _between(NARROW, _before(f"{high}{cluster}"), _behind(r"\S"))
        yield Rule(rf"()(?={high}{cluster})(?<=[\w)\]”’»…%°€$£\ufffc])", NARROW)
    if language.guillemet_space:
        yield Rule(r"«([ \n]?)(?=\S)", language.guillemet_space)
        yield Rule(r"(?<=[^\s«])([ \n]?)(?=»)", language.guillemet_space)


def _numbers(language: TypographicConventions) -> Iterator[Rule]:
    if language.group_thousands:
        group = _behind(*(rf"(?<![\d.,]){digits}" for digits in (r"\d", r"\d\d", r"\d\d\d")))
        yield _between(NARROW, _before(r"\d{3}(?!\d)"), group)
    if language.unit_space:
        units = [*_METRIC, *language.units]
        yield _between(language.unit_space, _behind(r"\d"), _before(rf"{_words(units)}(?!\w)"))
    if language.words_before_number:
        words = _behind_words(language.words_before_number)
        yield _between(NO_BREAK, _before(r"\d|[IVXLC]+\b"), words)


def _names(language: TypographicConventions) -> Iterator[Rule]:
    if language.initials_space:
        initial, name = _before(rf"{_CAPITAL}\."), _before(rf"{_CAPITAL}[\w’'-]")
        yield _between(language.initials_space, initial, _behind(rf"(?<![\w.]){_CAPITAL}\."))
        yield _between(NO_BREAK, name, _behind(rf"(?<!\w){_CAPITAL}\."))
    if language.words_before_name:
        yield _between(NO_BREAK, _before(_CAPITAL), _behind_words(language.words_before_name))
    for abbreviation in language.abbreviations:
        yield from _parts(abbreviation.split(" "), language.initials_space)


def _behind_words(words: Sequence[str]) -> str:
    return _behind(*(rf"(?<![\w.]){re.escape(word)}" for word in words))


def _parts(words: Sequence[str], space: str) -> Iterator[Rule]:
    """An abbreviation of several parts; one that its author wrote without spaces gets them."""
    first = re.escape(words[0][0])
    start = rf"{first}(?<![\w.]{first})"  # a sign to look for, then that it begins a word
    for place in range(1, len(words)):
        left = "[ \n\u00a0\u202f]?".join(map(re.escape, words[:place])).removeprefix(first)
        right = "[ \n\u00a0\u202f]?".join(map(re.escape, words[place:]))
        gap = "([ \n]?)" if words[place - 1].endswith(".") else _SPACE
        yield Rule(rf"{start}{left}{gap}(?={right}(?!\w))", space)


def _words(words: Iterable[str]) -> str:
    return _one_of(map(re.escape, sorted(words, key=len, reverse=True)))


def _one_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
