"""What is looked for, and the space that is put there, from the conventions of a language.

Every rule finds one space or line's end of the source, or the place between two signs. A space that
is unbreakable already is never found, so that an author's own choice stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from publish.model.conventions import Conventions

NO_BREAK, NARROW = "\u00a0", "\u202f"

_SPACE = "([ \n])"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶŁĻŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ]"
_WIDE = "[\u2e80-\u303f\u3041-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]"
_METRIC = (
    "% ‰ ° °C °F K € $ £ ¥ kg g mg t km m cm mm m² km² m³ ha l h min s ms W kW MW kWh V A Hz kHz "
    "MHz GHz B kB MB GB TB pt px dpi Pa hPa"
).split()  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern whose first group is the place, and the space that goes there."""

    pattern: re.Pattern[str]
    space: str

    def places(self, text: str) -> list[tuple[int, int]]:
        """First and last of every place in a text, in order."""
        found = [match.span(1) for match in self.pattern.finditer(text)]
        return [(first, last) for first, last in found if text[first:last] != self.space]


@cache
def rules(language: Conventions) -> tuple[Rule, ...]:
    """The rules of a language, in the order in which they are applied."""
    return tuple(Rule(re.compile(pattern), space) for pattern, space in _patterns(language))


def _patterns(language: Conventions) -> Iterator[tuple[str, str]]:
    # A line of the manuscript that ends between two Chinese signs ends no word.
    yield f"(?<={_WIDE})(\n)(?=[{_WIDE[1:-1]}“‘—…])", ""
    yield f"(?<=[”’—…])(\n)(?={_WIDE})", ""
    yield f"^[—–]{_SPACE}(?=\\S)", NO_BREAK  # a speech that a dash opens
    yield from _punctuation(language)
    yield from _numbers(language)
    yield from _names(language)
    if language.dash:  # the last, since the spaces behind a dash tell that it parts words
        yield f"(?<=\\S){_SPACE}(?=[—–](?:\\s|$))", NO_BREAK


def _punctuation(language: Conventions) -> Iterator[tuple[str, str]]:
    if language.high:
        high = f"[{re.escape(language.high)}]"
        cluster = r"[;:!?]*(?:[\s»”’)\]]|$)"
        yield f"(?<=\\S){_SPACE}(?={high}{cluster})", NARROW
        yield rf"(?<=[\w)\]”’»…%°€$£\ufffc])()(?={high}{cluster})", NARROW
    if language.inside:
        yield r"«([ \n]?)(?=\S)", language.inside
        yield r"(?<=[^\s«])([ \n]?)(?=»)", language.inside


def _numbers(language: Conventions) -> Iterator[tuple[str, str]]:
    if language.thousands:
        group = r"(?:(?<=(?<![\d.,])\d)|(?<=(?<![\d.,])\d\d)|(?<=(?<![\d.,])\d\d\d))"
        yield rf"{group}{_SPACE}(?=\d{{3}}(?!\d))", NARROW
    if language.unit:
        units = _any([*_METRIC, *language.units])
        yield rf"(?<=\d){_SPACE}(?={units}(?!\w))", language.unit
    if language.before_number:
        words = _any(language.before_number)
        yield rf"(?<![\w.]){words}{_SPACE}(?=\d|[IVXLC]+\b)", NO_BREAK


def _names(language: Conventions) -> Iterator[tuple[str, str]]:
    if language.initials:
        yield rf"(?<![\w.]){_CAPITAL}\.{_SPACE}(?={_CAPITAL}\.)", language.initials
        yield rf"(?<!\w){_CAPITAL}\.{_SPACE}(?={_CAPITAL}[\w’'-])", NO_BREAK
    if language.before_name:
        yield rf"(?<![\w.]){_any(language.before_name)}{_SPACE}(?={_CAPITAL})", NO_BREAK
    for abbreviation in language.parts:
        yield from _parts(abbreviation.split(" "), language.initials)


def _parts(words: Sequence[str], space: str) -> Iterator[tuple[str, str]]:
    """An abbreviation of several parts; one that its author wrote without spaces gets them."""
    for place in range(1, len(words)):
        left = "[ \n\u00a0\u202f]?".join(map(re.escape, words[:place]))
        right = "[ \n\u00a0\u202f]?".join(map(re.escape, words[place:]))
        gap = "([ \n]?)" if words[place - 1].endswith(".") else _SPACE
        yield rf"(?<![\w.]){left}{gap}(?={right}(?!\w))", space


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
