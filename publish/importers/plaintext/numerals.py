"""Parses printed numerals into ordinals.

An ordinal is the number times 100 plus the position of a letter after it: 12 is 1200, 12a 1201, so
that 12a sorts between 12 and 13. A numeral may have several readings: `C` is a letter and a Roman
hundred; all of them are returned, and the search decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from publish.importers.plaintext.divisions import (
    cardinal_words,
    ordinal_suffixes,
    ordinal_words,
)
from publish.importers.plaintext.spelled_numbers import number_key, spelled_numbers

UNIT = 100
_ROMAN_ORDINAL = re.compile(r"([IVXLC]{1,7})(?:re|er|e|ème|me|º|ª|-[яйе])")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}
_ROMAN_SHAPE = re.compile(r"(CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"  # the letters that number sections
CHINESE_NUMERALS = "零一二三四五六七八九十百"
_OTHER_CHINESE = str.maketrans(
    "〇壹贰叁肆伍陆柒捌玖拾佰貳參陸两", "零一二三四五六七八九十百二三六二"
)
CHINESE_DIGITS = CHINESE_NUMERALS + "〇壹贰叁肆伍陆柒捌玖拾佰貳參陸两"
_DIGITS = re.compile(rf"([0-9]{{1,3}})({ordinal_suffixes()}|[a-z]?)", re.I)
_ORDINAL_LETTERS = "eao"


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
    """The value of a well-formed Roman numeral below 900, all upper or all lower case, or None."""
    upper = text.upper()
    if not upper or text not in (upper, text.lower()) or not _ROMAN_SHAPE.fullmatch(upper):
        return None
    values = [_ROMAN[letter] for letter in upper]
    following = [*values[1:], 0]
    return sum(-a if b > a else a for a, b in zip(values, following, strict=True))


def chinese_value(text: str) -> int | None:
    """The value of a Chinese numeral below 1000, or None."""
    total = pending = 0
    for character in text.translate(_OTHER_CHINESE):
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
    """A number spelled out, as a cardinal ("Three") or an ordinal ("Zweiter", "Première")."""
    lower = text.lower()
    if lower in cardinal_words():
        return NumeralReading("one", cardinal_words()[lower] * UNIT)
    if lower in ordinal_words():
        return NumeralReading("first", ordinal_words()[lower] * UNIT)
    if spelled := spelled_numbers().get(number_key(text)):
        return NumeralReading(spelled[0], spelled[1] * UNIT)
    return None


def numeral_readings(text: str) -> list[NumeralReading]:
    """All readings of a numeral; empty if it is not one or has more than three digits."""
    if match := _DIGITS.fullmatch(text):
        plain, suffix = int(match[1]) * UNIT, match[2].lower()
        is_letter = len(suffix) == 1 and suffix.isascii() and suffix.isalpha()
        lettered = [NumeralReading("1", plain + ord(suffix) - 96)] if is_letter else []
        # In "2e" the letter is an ordinal's end or an inserted section.
        whole = not is_letter or suffix in _ORDINAL_LETTERS
        return lettered + ([NumeralReading("1", plain)] if whole else [])
    readings: list[NumeralReading] = []
    if match := _ROMAN_ORDINAL.fullmatch(text):
        text = match[1]
    if (value := roman_value(text)) and text.upper() not in ("C", "D"):
        readings.append(NumeralReading("I" if text.isupper() else "i", value * UNIT))
    if len(text) == 1 and text.isascii() and text.isalpha():
        readings.append(
            NumeralReading("A" if text.isupper() else "a", (ord(text.lower()) - 96) * UNIT)
        )
    if len(text) == 1 and text.upper() in _CYRILLIC:
        value = _CYRILLIC.index(text.upper()) + 1
        readings.append(NumeralReading("А" if text.isupper() else "а", value * UNIT))
    if value := chinese_value(text):
        readings.append(NumeralReading("一", value * UNIT))
    if spelled := word_numeral(text):
        readings.append(spelled)
    return readings
