"""The marker before a heading: `3.`, `(b)`, `Part Two`, `§ 12a`, `第三章`, `2.4.1`.

All possible readings of a marker are returned; the search over the whole sequence selects one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from publish.importers.plaintext.numerals import (
    CHINESE_NUMERALS,
    UNIT,
    NumeralReading,
    numeral_readings,
)

# The order of the names of divisions: a higher number never contains a lower one.
RANKS = {
    "book": 0, "volume": 0, "buch": 0,
    "part": 1, "teil": 1, "title": 1, "编": 1, "部分": 1, "篇": 1,
    "chapter": 2, "kapitel": 2, "章": 2, "section": 3, "abschnitt": 3, "节": 3,
    "§": 4, "paragraph": 4, "article": 4, "artikel": 4, "条": 4,
}  # fmt: skip

_BEFORE = (
    "book|volume|part|title|chapter|section|article|paragraph|buch|teil|kapitel|abschnitt|artikel"
)
_AFTER = "teil|kapitel|abschnitt|buch|artikel|part|chapter|book|section"
_GAP = r"(?:\s*[.:—–-]\s*|\s+|$)"
_NUMERAL = rf"[{CHINESE_NUMERALS}]+|[0-9]{{1,2}}|[ivxl]+|[IVXL]+|[a-zA-Z]"
_WORD_FIRST = re.compile(rf"({_BEFORE})\s+([0-9A-Za-z]+){_GAP}(.*)", re.I | re.S)
_WORD_LAST = re.compile(rf"(\w+?)\s*\.?\s+({_AFTER}){_GAP}(.*)", re.I | re.S)
_CHINESE = re.compile(rf"第([{CHINESE_NUMERALS}]+|[0-9]+)(编|部分|篇|章|节|条)[\s、：:]*(.*)", re.S)
_PARAGRAPH_SIGN = re.compile(r"§\s*([0-9]{1,3}[a-z]?)\.?\s+(.*)", re.S)
_DECIMAL = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\.?\s+(\S.*)", re.S)
_UNIT_AFTER = re.compile(
    r"(%|percent|per cent|million|billion|trillion|yuan|kg|km|times)\b|%", re.I
)
_ROUND = re.compile(rf"[（(]({_NUMERAL})[)）]\s*(\S.*)", re.S)
_CHINESE_COMMA = re.compile(rf"([{CHINESE_NUMERALS}]+|[0-9]{{1,2}})、\s*(\S.*)", re.S)
_STOPPED = re.compile(r"([0-9]{1,3}|[ivxl]{1,6}|[IVXL]{1,6}|[A-Za-z])([.)])(\s*)(\S.*)", re.S)
_BARE = re.compile(r"([0-9]{1,2}|[IVXL]{2,6})\s+([A-Z\u4e00-\u9fff\"“].*)", re.S)
BARE_MOST_WORDS = 14


class MarkerReading(NamedTuple):
    """One reading of a marker.

    `style` distinguishes levels (`1.`, `(a)`, `part`, `decimal 2`); `value` is the ordinal; `title`
    the text after the marker; `script` the kind of numeral and `printed` its characters; `path` the
    numbers of a decimal; `word` the name of the division as printed.
    """

    style: str
    value: int
    title: str
    script: str
    printed: str
    path: tuple[int, ...] = ()
    word: str = ""
    ordinal_first: bool = False

    @property
    def rank(self) -> int | None:
        """The rank of the division's name in `RANKS`, or None without one."""
        return RANKS.get(self.style)


def read_marker(text: str) -> tuple[MarkerReading, ...]:
    """All readings of the marker at the start of a line; empty without one."""
    for read in (_worded, _decimal, _enclosed, _stopped, _bare):
        if readings := tuple(read(text)):
            return readings
    return ()


def _worded(text: str) -> Iterator[MarkerReading]:
    if match := _WORD_FIRST.match(text):
        for numeral in numeral_readings(match[2]):
            yield _named(match[1], numeral, match[2], match[3])
        return
    if match := _CHINESE.match(text):
        for numeral in numeral_readings(match[1]):
            yield _named(match[2], numeral, match[1], match[3])
        return
    if match := _PARAGRAPH_SIGN.match(text):
        for numeral in numeral_readings(match[1]):
            yield _named("§", numeral, match[1], match[2])
        return
    if match := _WORD_LAST.match(text):
        for numeral in numeral_readings(match[1]):
            if numeral.script in ("1", "I", "one", "first"):
                yield _named(match[2], numeral, match[1], match[3])._replace(ordinal_first=True)


def _named(word: str, numeral: NumeralReading, printed: str, title: str) -> MarkerReading:
    return MarkerReading(
        word.lower(), numeral.value, title.strip(), numeral.script, printed, word=word
    )


def _decimal(text: str) -> Iterator[MarkerReading]:
    match = _DECIMAL.match(text)
    if not match or _UNIT_AFTER.match(match[2]):
        return
    path = tuple(int(part) for part in match[1].split("."))
    if path[-1]:
        yield MarkerReading(
            f"decimal {len(path)}", path[-1] * UNIT, match[2], "1", match[1], path=path
        )


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
    match = _STOPPED.match(text)
    if not match:
        return
    printed, mark, gap, title = match.groups()
    # "3.5 million" and "e.g." are not markers: without a space, only digits before a word are.
    if gap or (printed.isdigit() and not title[0].isdigit()):
        for numeral in numeral_readings(printed):
            yield MarkerReading(
                f"{numeral.script}{mark}", numeral.value, title, numeral.script, printed
            )


def _bare(text: str) -> Iterator[MarkerReading]:
    match = _BARE.match(text)
    if match and len(text.split()) <= BARE_MOST_WORDS and text[-1] not in ".,;":
        for numeral in numeral_readings(match[1]):
            yield MarkerReading(numeral.script, numeral.value, match[2], numeral.script, match[1])
