"""Names of divisions that only one text has: "Sermon I", "Third Night", "Fable 12".

A word with a number at the start of short lines is such a name if the numbers count from one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from publish.importers.plaintext.blocks import Block, word_count
from publish.importers.plaintext.divisions import inner_names
from publish.importers.plaintext.markers import MarkerReading
from publish.importers.plaintext.numerals import UNIT, NumeralReading, numeral_readings

_GAP = r"(?:\s*[.:)]?\s*[—–-]{1,2}\s*|\s*[.:)]\s+|\s+(?=[A-ZА-ЯÀ-Þ])|[.:]?$)(?P<title>.*)"
_FIRST = re.compile(
    rf"(?P<name>[^\W\d_]{{3,}})\s+(?P<number>[0-9]{{1,3}}|[IVXLC]{{1,7}}|[^\W\d_]{{3,}}){_GAP}",
    re.S,
)
_LAST = re.compile(rf"(?P<number>[^\W\d_]{{3,}})\s+(?P<name>[^\W\d_]{{3,}}){_GAP}", re.S)
_LONGEST = 20  # words of a heading
_FEWEST = 3  # headings that make a word a name
_COUNTED = 0.8  # share of them that continue the count
_BEFORE = ("1", "I", "one", "first")
_AFTER = ("first",)


class _Label(NamedTuple):
    block: int
    name: str
    numeral: NumeralReading
    match: re.Match[str]
    is_first: bool

    @property
    def reading(self) -> MarkerReading:
        """The reading as a marker."""
        name, number = self.match["name"], self.match["number"]
        label = f"{name.capitalize()} {{}}"
        return MarkerReading(
            self.name, self.numeral.value, self.match["title"].strip(), self.numeral.script, number,
            word=name, label=label,
        )  # fmt: skip


def with_learned_names(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with readings for the labels whose names only this text has."""
    by_name: defaultdict[tuple[str, bool], list[_Label]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if not block.readings and word_count(block.text) <= _LONGEST:
            for label in _labels(i, block.text):
                by_name[label.name, label.is_first].append(label)
    found: Mapping[int, list[_Label]] = _by_block(
        label for group in by_name.values() if _counts(group) for label in group
    )
    return [
        replace(b, readings=tuple(each.reading for each in found[i])) if i in found else b
        for i, b in enumerate(blocks)
    ]


def _labels(index: int, text: str) -> Iterator[_Label]:
    for pattern, scripts in ((_FIRST, _BEFORE), (_LAST, _AFTER)):
        match = pattern.match(text)
        if match and not match["name"][0].islower() and match["name"].lower() not in inner_names():
            for numeral in numeral_readings(match["number"]):
                if numeral.script in scripts:
                    is_first = pattern is _FIRST
                    yield _Label(index, match["name"].lower(), numeral, match, is_first)


def _by_block(labels: Iterator[_Label]) -> dict[int, list[_Label]]:
    found: dict[int, list[_Label]] = {}
    for label in labels:
        found.setdefault(label.block, []).append(label)
    return found


def _counts(labels: Sequence[_Label]) -> bool:
    """Whether most of the labels continue the count of the one before, or begin one."""
    values = [label.numeral.value // UNIT for label in labels]
    if len(values) < _FEWEST or values[0] != 1 or max(values) < _FEWEST:
        return False
    steps = zip([0, *values], values, strict=False)
    return sum(b in (1, a + 1) for a, b in steps) >= _COUNTED * len(values)
