"""Numerals as they are printed, read into ordinals.

An ordinal is hundred times the number plus the place of a letter behind it: 12 is 1200, 12a 1201,
so that 12a stands between 12 and 13. One sign may be read in several ways: `C` is a letter and a
roman hundred; all readings are given and the search decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

UNIT = 100
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_SHAPE = re.compile(r"(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
CHINESE_SIGNS = "零一二三四五六七八九十百"
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_GERMAN = (
    "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt "
    "fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst"
).split()
_GERMAN_ENDING = re.compile(r"(er|es|e|en)$")


class Numeral(NamedTuple):
    """One reading of a numeral: its script (`1 I i A a 一 one first`) and its ordinal."""

    script: str
    value: int


def follows(before: int, after: int) -> bool:
    """Whether one ordinal comes directly after another: 12 → 13, 12 → 12a, 12b → 13."""
    same_number = before // UNIT == after // UNIT
    if same_number:
        return after == before + 1
    return after % UNIT == 0 and after // UNIT == before // UNIT + 1


def roman(sign: str) -> int | None:
    """The value of a well-formed roman numeral below a hundred in one case, or None."""
    upper = sign.upper()
    if not upper or sign not in (upper, sign.lower()) or not _ROMAN_SHAPE.fullmatch(upper):
        return None
    values = [_ROMAN[letter] for letter in upper]
    following = [*values[1:], 0]
    return sum(-a if b > a else a for a, b in zip(values, following, strict=True))


def chinese(sign: str) -> int | None:
    """The value of a Chinese numeral below a thousand, or None."""
    total = pending = 0
    for character in sign:
        place = CHINESE_SIGNS.find(character)
        if place < 0:
            return None
        if place < 10:
            pending = place
        else:
            total += (pending or 1) * (10 if place == 10 else 100)
            pending = 0
    return (total + pending) or None


def word(sign: str) -> Numeral | None:
    """A number written out in English, or a German ordinal ("Zweiter")."""
    lower = sign.lower()
    if lower in _CARDINALS:
        return Numeral("one", (_CARDINALS.index(lower) + 1) * UNIT)
    if lower in _ORDINALS:
        return Numeral("first", (_ORDINALS.index(lower) + 1) * UNIT)
    stem = _GERMAN_ENDING.sub("", lower)
    if stem != lower and stem in _GERMAN:
        return Numeral("first", (_GERMAN.index(stem) + 1) * UNIT)
    return None


def readings(sign: str) -> list[Numeral]:
    """All readings of a numeral; none for what is not one, or has more than three digits."""
    if match := re.fullmatch(r"([0-9]{1,3})([a-z]?)", sign):
        letter = ord(match[2]) - 96 if match[2] else 0
        return [Numeral("1", int(match[1]) * UNIT + letter)]
    found: list[Numeral] = []
    if value := roman(sign):
        found.append(Numeral("I" if sign.isupper() else "i", value * UNIT))
    if len(sign) == 1 and sign.isascii() and sign.isalpha():
        found.append(Numeral("A" if sign.isupper() else "a", (ord(sign.lower()) - 96) * UNIT))
    if value := chinese(sign):
        found.append(Numeral("一", value * UNIT))
    if spelled := word(sign):
        found.append(spelled)
    return found
