"""The rules for spaces of a language: a pattern, and the space that is put where it matches.

Every rule matches a space or line end of the source, or the position between two characters. A
space that is unbreakable already never matches, so that an author's own choice stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

import msgspec

from publish.model.typographic_conventions import TypographicConventions
from publish.sources.markdown.shaping.typography.runs import OPAQUE

NO_BREAK, NARROW = "\u00a0", "\u202f"

_SPACE = "([ \n])"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶŁĻŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ]"
_WIDE = "[\u2e80-\u303f\u3041-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]"
_AFTER_WIDE = "(?<=[^\0-\u2013]\n)"
_METRIC = (
    "% ‰ ° °C °F K € $ £ ¥ kg g mg t km m cm mm m² km² m³ ha l h min s ms W kW MW kWh V A Hz kHz "
    "MHz GHz B kB MB GB TB pt px dpi Pa hPa"
).split()  # fmt: skip


class SpacingRule(msgspec.Struct, frozen=True):
    """A pattern whose first group is replaced, and the space that replaces it.

    `condition` is the pattern after its first group, or a part of it, where the group is one space;
    else empty.
    """

    pattern: str
    space: str
    condition: str = ""

    def matches(self, text: str) -> list[tuple[int, int]]:
        """The positions in a text where another space belongs, in order."""
        spans = [match.span(1) for match in re.finditer(self.pattern, text)]
        return [(first, last) for first, last in spans if text[first:last] != self.space]


class RuleGroup(msgspec.Struct, frozen=True):
    """Rules that are applied one after the other; `hint` matches where any of them does.

    Few texts have a match, and to search once for all rules is much cheaper than for each.
    """

    hint: re.Pattern[str]
    rules: tuple[SpacingRule, ...]


@cache
def rules_of(language: TypographicConventions) -> tuple[SpacingRule, ...]:
    """The rules of a language, in the order in which they are applied."""
    return tuple(_rules(language))


def rule_groups(rules: Iterable[SpacingRule]) -> Iterator[RuleGroup]:
    """Rules in their order, with neighbours that match a space in one group."""
    for has_condition, neighbours in groupby(rules, key=lambda rule: bool(rule.condition)):
        if has_condition:
            together = tuple(neighbours)
            conditions = _one_of(dict.fromkeys(rule.condition for rule in together))
            yield RuleGroup(re.compile(f"{_SPACE}{conditions}"), together)
        else:
            yield from (RuleGroup(re.compile(rule.pattern), (rule,)) for rule in neighbours)


def _between(space: str, *conditions: str) -> SpacingRule:
    """The rule for a space between two things; the condition with the fewest matches comes first.

    The pattern begins with the space, also where a condition is about the text before it, since
    the next space is found much faster than the next match of a condition.
    """
    condition = "".join(conditions)
    return SpacingRule(f"{_SPACE}{condition}", space, condition)


def _before(pattern: str) -> str:
    """The condition that a pattern follows the space."""
    return f"(?={pattern})"


def _after(*patterns: str) -> str:
    """The condition that the space follows one of some patterns of fixed width."""
    return _one_of(f"(?<={each}[ \n])" for each in patterns)


def _rules(language: TypographicConventions) -> Iterator[SpacingRule]:
    # A line end of the manuscript between two Chinese characters is not a space. Their ranges take
    # longer to compile than a text to read, so the condition is all but a short range without them.
    for left, right in ((_WIDE, f"[{_WIDE[1:-1]}“‘—…]"), ("[”’—…]", _WIDE)):
        yield SpacingRule(f"{_SPACE}(?<={left}\n){_before(right)}", "", _AFTER_WIDE)
    yield _between(NO_BREAK, _after("^[—–]"), _before(r"\S"))  # a speech that a dash opens
    yield from _punctuation(language)
    yield from _numbers(language)
    yield from _names(language)
    if language.bind_dash:  # the last, since the space after a dash shows that it separates words
        yield _between(NO_BREAK, _before(r"[—–](?:\s|$)"), _after(r"\S"))


def _punctuation(language: TypographicConventions) -> Iterator[SpacingRule]:
    if language.spaced_punctuation:
        spaced = f"[{re.escape(language.spaced_punctuation)}]"
        cluster = r"[;:!?]*(?:[\s»”’)\]]|$)"
        yield _between(NARROW, _before(f"{spaced}{cluster}"), _after(r"\S"))
        yield SpacingRule(rf"()(?={spaced}{cluster})(?<=[\w)\]”’»…%°€$£\ufffc])", NARROW)
    if language.guillemet_space:
        yield SpacingRule(r"«([ \n]?)(?=\S)", language.guillemet_space)
        yield SpacingRule(r"(?<=[^\s«])([ \n]?)(?=»)", language.guillemet_space)


def _numbers(language: TypographicConventions) -> Iterator[SpacingRule]:
    if language.group_thousands:
        group = _after(*(rf"(?<![\d.,]){digits}" for digits in (r"\d", r"\d\d", r"\d\d\d")))
        yield _between(NARROW, _before(r"\d{3}(?!\d)"), group)
    if language.unit_space:
        units = [*_METRIC, *language.units]
        yield _between(language.unit_space, _after(r"\d"), _before(rf"{_words(units)}(?!\w)"))
        after_formula = _before(rf"{_words(_METRIC)}(?!\w)")
        yield _between(language.unit_space, _after(OPAQUE), after_formula)
    if language.words_before_number:
        words = _after_words(language.words_before_number)
        yield _between(NO_BREAK, _before(r"\d|[IVXLC]+\b"), words)


_THREE = 3 * rf"{_CAPITAL}\.\s"  # initials


def _names(language: TypographicConventions) -> Iterator[SpacingRule]:
    if language.initials_space:
        initial, name = _before(rf"{_CAPITAL}\."), _before(rf"{_CAPITAL}[\w’'-]")
        # A name has few of them: the letters of a long list stay apart.
        first = rf"(?<!{_THREE})(?<![\w.]){_CAPITAL}\."
        yield _between(language.initials_space, initial, _after(first))
        yield _between(NO_BREAK, name, _after(rf"(?<!\w){_CAPITAL}\."))
    if language.words_before_name:
        yield _between(NO_BREAK, _before(_CAPITAL), _after_words(language.words_before_name))
    if language.words_before_word:
        yield _between(NO_BREAK, _before(r"[\w„«“]"), _after_words(language.words_before_word))
    for abbreviation in language.abbreviations:
        yield from _parts(abbreviation.split(" "), language.initials_space)


def _after_words(words: Sequence[str]) -> str:
    return _after(*(rf"(?<![\w.]){re.escape(word)}" for word in words))


def _parts(words: Sequence[str], space: str) -> Iterator[SpacingRule]:
    """An abbreviation of several parts; one that its author wrote without spaces gets them."""
    first = re.escape(words[0][0])
    start = rf"{first}(?<![\w.]{first})"  # a character to search for, at the start of a word
    for split in range(1, len(words)):
        left = "[ \n\u00a0\u202f]?".join(map(re.escape, words[:split])).removeprefix(first)
        right = "[ \n\u00a0\u202f]?".join(map(re.escape, words[split:]))
        gap = "([ \n]?)" if words[split - 1].endswith(".") else _SPACE
        yield SpacingRule(rf"{start}{left}{gap}(?={right}(?!\w))", space)


def _words(words: Iterable[str]) -> str:
    return _one_of(map(re.escape, sorted(words, key=len, reverse=True)))


def _one_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
