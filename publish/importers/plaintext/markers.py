"""The marker before a heading: `3.`, `(b)`, `Part Two`, `§ 12a`, `第三章`, `2.4.1`.

All possible readings of a marker are returned; the search over the whole sequence selects one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from publish.importers.plaintext.dates import starts_with_date
from publish.importers.plaintext.divisions import (
    classifiers,
    names_after,
    names_before,
    puts_number_first,
    ranks,
)
from publish.importers.plaintext.numerals import (
    CHINESE_DIGITS,
    UNIT,
    NumeralReading,
    numeral_readings,
    roman_value,
)
from publish.importers.plaintext.quantities import starts_with_quantity
from publish.importers.plaintext.spelled_numbers import numbers_of_several_words

_GAP = r"(?P<gap>\s*[.:)]?\s*(?:[—–-]{1,2}(?:\s+|$)|(?:--|—)(?=\S))|\s*[.:)]+(?:\s+|$)|\s+|[.:]?$)"
_NUMERAL = rf"[{CHINESE_DIGITS}]+|[0-9]{{1,2}}|[ivxl]+|[IVXL]+|[a-zA-ZА-Яа-я]"
_WORD = r"[0-9]{1,3}\.?[ºª]|[0-9]{1,3}-?\w{0,3}|[^\W\d_][\w-]*"
_PATH_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}"
_CHINESE = re.compile(
    rf"[第제]\s*([{CHINESE_DIGITS}]+|[0-9]{{1,3}})\s*({classifiers()})[\s、：:.]*(.*)", re.S
)
_VOLUME = re.compile(
    rf"([卷篇编冊册])\s*([{CHINESE_DIGITS}]+|[0-9]{{1,3}})(?:[\s、：:.]+(.*)|$)", re.S
)
_PARAGRAPH_SIGN = re.compile(r"§\s*([0-9]{1,3}[a-z]?)\.?(?:\s+(.*)|$)", re.S)
_DECIMAL = re.compile(
    r"((?:[0-9]{1,2}|[IVXL]{1,6}|[A-Z])(?:\.[0-9]{1,2}){1,4})\.?(?:\s+(\S.*)|$)", re.S
)
_LETTERED = re.compile(r"([A-Z][0-9]{1,2})[.:]\s+(\S.*)", re.S)
_ROUND = re.compile(rf"[（(]({_NUMERAL})[)）]\s*(\S.*)", re.S)
_CHINESE_COMMA = re.compile(
    rf"((?:[{CHINESE_DIGITS}]+|[0-9]{{1,2}})(?=[、．])|[{CHINESE_DIGITS}]+(?=[.\s]))[、．.\s]\s*(\S.*)",
    re.S,
)
_STOPPED = re.compile(
    r"([0-9]{1,3}|[ivxlc]{1,7}|[IVXLC]{1,7}|[A-Za-zА-Яа-я])(\.\s*[—–-]{1,2}|[.)）°º]|\s*[—–](?=\s)|\s+-(?=\s))"
    r"(\s*)(\S.*)",
    re.S,
)
_COLON = re.compile(r"([0-9]{1,2})([:/])(\s+)([^\W\d_].*)", re.S)
_BARE = re.compile(r"([0-9]{1,2}|[IVXLC]{1,7})\s+([^\W\d_\"“«„].*)", re.S)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_ALONE = re.compile(r"([(（]?)([0-9]{1,3}|[IVXLC]{1,7}|[一二三四五六七八九十百]{1,4})([.、)）]?)")
BARE_MOST_WORDS = 14


class _Labels(NamedTuple):
    """The patterns of labels with the name of a division: before the number, with a path, after."""

    first: re.Pattern[str]
    path: re.Pattern[str]
    last: re.Pattern[str]


@cache
def _labels() -> _Labels:
    before = rf"(?P<name>{names_before()})(?P<dot>\.?)\s+"
    number = rf"(?P<number>{numbers_of_several_words()}|{_WORD})"
    title = rf"{_GAP}(?P<title>.*)"
    patterns = (
        rf"{before}(?:the\s+|n[°ºr]\.?\s*)?{number}{title}",
        rf"{before}(?P<number>{_PATH_NUMBER}){title}",
        rf"{number}\s*\.?\s+(?P<name>{names_after()}){title}",
    )
    return _Labels(*(re.compile(pattern, re.I | re.S) for pattern in patterns))


class MarkerReading(NamedTuple):
    """One reading of a marker.

    `style` distinguishes levels (`1.`, `(a)`, `part`, `decimal 2`); `value` is the ordinal; `title`
    the text after the marker; `script` the kind of numeral and `printed` its characters; `path` the
    numbers of a decimal; `word` the name of the division as printed, and `label` the pattern of
    such labels ("Chapter {}").
    """

    style: str
    value: int
    title: str
    script: str
    printed: str
    path: tuple[int, ...] = ()
    word: str = ""
    label: str = ""

    @property
    def rank(self) -> int | None:
        """The rank of the division's name, or None without one."""
        return ranks().get(self.style)


def read_marker(text: str) -> tuple[MarkerReading, ...]:
    """All readings of the marker at the start of a line; empty without one.

    A date, sum, time or measure is not a marker, although it begins with a number.
    """
    text = text[:6].translate(_FULL_WIDTH) + text[6:]
    if starts_with_date(text) or starts_with_quantity(text):
        return ()
    for read in (_worded, _decimal, _enclosed, _stopped, _bare, _alone):
        if readings := tuple(read(text)):
            return readings
    return ()


def _worded(text: str) -> Iterator[MarkerReading]:
    if match := _CHINESE.match(text):
        name, number, title = match[2], match[1], match[3]
        label = f"{text[0]}{{}}{name}"
    elif match := _VOLUME.match(text):
        name, number, title = match[1], match[2], match[3] or ""
        label = f"{name}{{}}"
    elif match := _PARAGRAPH_SIGN.match(text):
        name, number, title, label = "§", match[1], match[2] or "", "§ {}"
    else:
        yield from _with_path(text) or _named(text)
        return
    for numeral in numeral_readings(number):
        yield _division(name, numeral, number, title, label)


def _with_path(text: str) -> list[MarkerReading]:
    """The reading of a division whose number has that of the one above: "Section 2.3"."""
    match = _labels().path.match(text)
    if match is None or match["name"][0].islower():
        return []
    path = tuple(map(int, match["number"].split(".")))
    name, label = match["name"], f"{match['name'].capitalize()} {{}}"
    title, value = match["title"].strip(), path[-1] * UNIT
    style = name.lower()
    return [MarkerReading(style, value, title, "1", match["number"], path, name, label)]


def _named(text: str) -> Iterator[MarkerReading]:
    """The readings of a division whose name is a word, before or after its number."""
    if (match := _labels().first.match(text)) and _is_label(match):
        for numeral in numeral_readings(match["number"]):
            label = f"{match['name'].capitalize()}{match['dot']} {{}}"
            yield _division(match["name"], numeral, match["number"], match["title"], label)
    elif (match := _labels().last.match(text)) and _is_label(match):
        for numeral in numeral_readings(match["number"]):
            if numeral.script in ("1", "I", "one", "first"):
                label = _label_after(match["name"], numeral)
                yield _division(match["name"], numeral, match["number"], match["title"], label)


def _is_label(match: re.Match[str]) -> bool:
    """Whether a name with a number is a label, and no sentence begins ("Part I played")."""
    name, number, title = match["name"], match["number"], match["title"]
    if match.start("name") == 0 and name[0].islower():
        return False
    if match.start("name") and number.isdigit() and not puts_number_first(name.lower()):
        return False
    if number[0].islower() and (len(number) > 1 or not number.isascii()) and not title:
        return match.start("name") == 0
    runs_on = not match["gap"].strip() and title[:1].islower()
    if runs_on and title[-1] in ".;":
        return False
    return number[0].isdigit() or not runs_on


def _label_after(name: str, numeral: NumeralReading) -> str:
    if puts_number_first(name.lower()) and numeral.script in ("1", "first"):
        return f"{{}}. {name.capitalize()}"
    return f"{name.capitalize()} {{}}"


def _division(
    name: str, numeral: NumeralReading, printed: str, title: str, label: str
) -> MarkerReading:
    style, title = name.lower(), title.strip()
    # Some sources print the label twice: "Article 2. ARTICLE 2."
    again = (r for r in read_marker(title) if (r.style, r.value) == (style, numeral.value))
    title = next((reading.title for reading in again), title)
    return MarkerReading(
        style, numeral.value, title, numeral.script, printed, word=name, label=label
    )


def _decimal(text: str) -> Iterator[MarkerReading]:
    """`2.4.1`, also alone on a line, and `A.1` or `A1.` in an appendix."""
    match = _DECIMAL.match(text) or _LETTERED.match(text)
    if not match:
        return
    first, *others = match[1].split(".") if "." in match[1] else (match[1][0], match[1][1:])
    for number in _first_numbers(first):
        path = (number, *map(int, others))
        if len(path) > 1 and path[-1] == 0:
            path = path[:-1]  # "2.0" is the chapter 2 of a specification
        if path[-1]:
            style, value, title = f"decimal {len(path)}", path[-1] * UNIT, match[2] or ""
            yield MarkerReading(style, value, title, "1", match[1], path=path)


def _first_numbers(text: str) -> Iterator[int]:
    """The values of the first number of a path: "I" is one or the ninth letter."""
    if text.isdigit():
        yield int(text)
        return
    if (value := roman_value(text)) and text not in ("C", "D"):
        yield value
    if len(text) == 1:
        yield ord(text) - ord("A") + 1


def _enclosed(text: str) -> Iterator[MarkerReading]:
    if match := _ROUND.match(text):
        for numeral in numeral_readings(match[1]):
            yield MarkerReading(
                f"({numeral.script})", numeral.value, match[2], numeral.script, match[1]
            )
    elif match := _CHINESE_COMMA.match(text):
        for numeral in numeral_readings(match[1]):
            yield MarkerReading(
                f"{numeral.script}、", numeral.value, match[2], numeral.script, match[1]
            )


def _stopped(text: str) -> Iterator[MarkerReading]:
    match = _STOPPED.match(text) or _COLON.match(text)
    if not match:
        return
    printed, sign, gap, title = match.groups()
    mark = re.sub(r"\s*[—–-]+", "-", sign).replace("）", ")")
    # "3.5 million" and "e.g." are not markers: without a space, only digits before a word are.
    if gap or (printed.isdigit() and not title[0].isdigit()):
        for numeral in numeral_readings(printed):
            yield MarkerReading(
                f"{numeral.script}{mark}", numeral.value, title, numeral.script, printed
            )


def _bare(text: str) -> Iterator[MarkerReading]:
    match = _BARE.match(text)
    if not match or match[2][0].islower() or text[-1] in ".,;":
        return
    if len(text.split()) <= BARE_MOST_WORDS:
        for numeral in numeral_readings(match[1]):
            yield MarkerReading(numeral.script, numeral.value, match[2], numeral.script, match[1])


def _alone(text: str) -> Iterator[MarkerReading]:
    """A number that is all of a line, as chapters of novels have it."""
    match = _ALONE.fullmatch(text)
    if match is None or (match[1] and match[3] not in (")", "）")):
        return
    for numeral in numeral_readings(match[2]):
        if numeral.script in ("1", "I", "一"):
            style = f"({numeral.script})" if match[1] else f"{numeral.script}{match[3]}"
            yield MarkerReading(style, numeral.value, "", numeral.script, match[2])
