"""Numbers in words up to 99, in the languages of `divisions.toml`: "twenty-first", "vingt et un".

ICU knows their cardinals and most of their ordinals; the table has what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

import icu

from publish.importers.plaintext.divisions import language_codes

_LARGEST = 99
_INFLECTED = re.compile(
    "genitive|dative|accusative|prepositional|locative|instrumental|ablative|year"
)
_GAP = re.compile(r"[\s-]+")
_SOFT_HYPHEN = "\xad"


@cache
def spelled_numbers() -> Mapping[str, tuple[str, int]]:
    """The script (`one` or `first`) and the value of each number in words, by `number_key`."""
    numbers: dict[str, tuple[str, int]] = {}
    for code in language_codes():
        rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(code))
        for name in _rule_sets(rules):
            script = "first" if "ordinal" in name else "one"
            for value in range(1, _LARGEST + 1):
                numbers.setdefault(number_key(rules.format(value, name)), (script, value))
    return numbers


def number_key(words: str) -> str:
    """The words of a number in lower case, whether they are joined with hyphens or not."""
    return _GAP.sub(" ", words.replace(_SOFT_HYPHEN, "").lower())


def _rule_sets(rules: icu.RuleBasedNumberFormat) -> Iterator[str]:
    names = (rules.getRuleSetName(i) for i in range(rules.getNumberOfRuleSetNames()))
    return (name for name in names if not _INFLECTED.search(name))


@cache
def numbers_of_several_words() -> str:
    """A pattern of numbers whose words have spaces: "vingt et un", "двадцать первая"."""
    parts = [key.split() for key in spelled_numbers() if " " in key]
    tens, units = ({part[i] for part in parts} for i in (0, -1))
    between = {part[1] for part in parts if len(part) > 2}
    return rf"(?:{_any(tens)})[\s-]+(?:(?:{_any(between)})[\s-]+)?(?:{_any(units)})\b"


def _any(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
