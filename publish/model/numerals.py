"""Formats and parses ordinals in the numeral styles of headings."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HAN = "零一二三四五六七八九"
_HAN_UNITS = ("", "十", "百", "千")
_ONES = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen "
    "Fifteen Sixteen Seventeen Eighteen Nineteen"
).split()
_TENS = "_ _ Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()

LARGEST_ORDINAL = 9999


class Numeral(StrEnum):
    """The styles that a manifest may name; the value of most is the numeral for one."""

    ARABIC = "1"
    UPPER_ROMAN = "I"
    LOWER_ROMAN = "i"
    UPPER_LETTER = "A"
    LOWER_LETTER = "a"
    HAN = "一"
    HAN_PARENTHESES = "（一）"
    WORDS = "words"
    NONE = "none"


def roman(ordinal: int) -> str:
    """Lower-case roman numerals of 1 to 9999 (thousands beyond three are repeated)."""
    numeral = ""
    for value, letters in _ROMAN:
        count, ordinal = divmod(ordinal, value)
        numeral += letters * count
    return numeral


def letters(ordinal: int) -> str:
    """a to z, then aa, ab …, for more than 26 appendices."""
    numeral = ""
    while ordinal:
        ordinal, rest = divmod(ordinal - 1, 26)
        numeral = chr(ord("a") + rest) + numeral
    return numeral


def han(ordinal: int) -> str:
    """Chinese numerals of 1 to 9999; ten to nineteen begin with 十, zeros inside become one 零."""
    digits = [int(digit) for digit in str(ordinal)]
    numeral = ""
    for power, digit in zip(reversed(range(len(digits))), digits, strict=True):
        numeral += _HAN[digit] + _HAN_UNITS[power] if digit else "零"
    while "零零" in numeral:
        numeral = numeral.replace("零零", "零")
    numeral = numeral.rstrip("零")
    return numeral[1:] if numeral.startswith("一十") else numeral


def english_words(ordinal: int) -> str:
    """English cardinal words of 0 to 9999 in title case: "Twenty-One"."""
    if ordinal < 20:
        return _ONES[ordinal]
    if ordinal < 100:
        tens, ones = divmod(ordinal, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (1000, "Thousand") if ordinal >= 1000 else (100, "Hundred")
    count, rest = divmod(ordinal, size)
    return f"{english_words(count)} {name}" + (f" {english_words(rest)}" if rest else "")


def format_numeral(ordinal: int, style: Numeral) -> str:
    """The ordinal in that style; 0 and numbers above 9999 fall back to Arabic digits.

    There may be a chapter zero, and Roman numerals and letters have no zero.
    """
    if not 0 < ordinal <= LARGEST_ORDINAL:
        return str(ordinal)
    match style:
        case Numeral.UPPER_ROMAN:
            return roman(ordinal).upper()
        case Numeral.LOWER_ROMAN:
            return roman(ordinal)
        case Numeral.UPPER_LETTER:
            return letters(ordinal).upper()
        case Numeral.LOWER_LETTER:
            return letters(ordinal)
        case Numeral.HAN:
            return han(ordinal)
        case Numeral.HAN_PARENTHESES:
            return f"（{han(ordinal)}）"
        case Numeral.WORDS:
            return english_words(ordinal)
        case Numeral.ARABIC | Numeral.NONE:
            return str(ordinal)


def parse_numeral(text: str, style: Numeral) -> int | None:
    """The ordinal that `text` begins with in that style: 12 for "12a", 4 for "IVb"; None if none.

    The longest prefix counts: "XII" is twelve, not ten.
    """
    ordinals = _ordinals(style)
    prefixes = (text[:end] for end in range(len(text), 0, -1))
    return next((ordinals[prefix] for prefix in prefixes if prefix in ordinals), None)


@cache
def _ordinals(style: Numeral) -> dict[str, int]:
    return {format_numeral(ordinal, style): ordinal for ordinal in range(LARGEST_ORDINAL + 1)}
