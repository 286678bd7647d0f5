"""Parses printed numerals into ordinals.

An ordinal is the number times 100 plus the position of a letter after it: 12 is 1200, 12a 1201, so
that 12a sorts between 12 and 13. A numeral may have several readings: `C` is a letter and a Roman
hundred; all of them are returned, and the search decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

UNIT = 100
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_SHAPE = re.compile(r"(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
CHINESE_NUMERALS = "零一二三四五六七八九十百"
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


class NumeralReading(NamedTuple):
    """One reading of a numeral: its script (`1 I i A a 一 one first`) and its ordinal."""

    script: str
    value: int


def follows(before: int, after: int) -> bool:
    """Whether one ordinal directly follows another: 12 → 13, 12 → 12a, 12b → 13."""
    same_number = before // UNIT == after // UNIT
    if same_number:
        return after == before + 1
    return after % UNIT == 0 and after // UNIT == before // UNIT + 1


def roman_value(text: str) -> int | None:
    """The value of a well-formed Roman numeral below 100, all upper or all lower case, or None."""
    upper = text.upper()
    if not upper or text not in (upper, text.lower()) or not _ROMAN_SHAPE.fullmatch(upper):
        return None
    values = [_ROMAN[letter] for letter in upper]
    following = [*values[1:], 0]
    return sum(-a if b > a else a for a, b in zip(values, following, strict=True))


def chinese_value(text: str) -> int | None:
    """The value of a Chinese numeral below 1000, or None."""
    total = pending = 0
    for character in text:
        value = CHINESE_NUMERALS.find(character)
        if value < 0:
            return None
        if value < 10:
            pending = value
        else:
            total += (pending or 1) * (10 if value == 10 else 100)
            pending = 0
    return (total + pending) or None


def word_numeral(text: str) -> NumeralReading | None:
    """A number spelled out in English, or a German ordinal ("Zweiter")."""
    lower = text.lower()
    if lower in _CARDINALS:
        return NumeralReading("one", (_CARDINALS.index(lower) + 1) * UNIT)
    if lower in _ORDINALS:
        return NumeralReading("first", (_ORDINALS.index(lower) + 1) * UNIT)
    stem = _GERMAN_ENDING.sub("", lower)
    if stem != lower and stem in _GERMAN:
        return NumeralReading("first", (_GERMAN.index(stem) + 1) * UNIT)
    return None


def numeral_readings(text: str) -> list[NumeralReading]:
    """All readings of a numeral; empty if it is not one or has more than three digits."""
    if match := re.fullmatch(r"([0-9]{1,3})([a-z]?)", text):
        letter = ord(match[2]) - 96 if match[2] else 0
        return [NumeralReading("1", int(match[1]) * UNIT + letter)]
    readings: list[NumeralReading] = []
    if value := roman_value(text):
        readings.append(NumeralReading("I" if text.isupper() else "i", value * UNIT))
    if len(text) == 1 and text.isascii() and text.isalpha():
        readings.append(
            NumeralReading("A" if text.isupper() else "a", (ord(text.lower()) - 96) * UNIT)
        )
    if value := chinese_value(text):
        readings.append(NumeralReading("一", value * UNIT))
    if spelled := word_numeral(text):
        readings.append(spelled)
    return readings
