"""Finds the elements of the text that are single elements of their kind in a product.

A paragraph that is split by a page break is not a single element, and neither is a list that is
split in two: a program that counts, skips or navigates by elements finds two of them. Only letters
and digits are compared here; joined and split words are counted in reading_order.py.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bench.comparison.text import ExpectedElement

# The number of letters that a tool may add around the words of an element, and in each gap: labels,
# numbers, the text of a reference, a formula read aloud. A second element of the kind is longer.
_ALLOWED_LETTERS = {"P": 12, "Table": 120, "L": 24, "TR": 0, "TH": 0, "TD": 0}
_LABEL_LETTERS, _GAP_LETTERS = 30, 160


@dataclass(frozen=True)
class Element:
    """An element of a product: its kind, its text without notes, its alternative text.

    `page` is the label of the page on which it begins, "" if there is none.
    """

    kind: str
    text: str
    alternative: str = ""
    page: str = ""

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """Its letters and digits in lower case, and their positions in the text."""
        pairs = list(_letters(self.text))
        return "".join(letter for letter, _ in pairs), [at for _, at in pairs]

    def texts_around(self, runs: Sequence[str]) -> list[str] | None:
        """The texts before, between and after some runs of words; None if one is missing."""
        letters, places = self._letters
        edges = [0]
        start = 0
        for run in map(letters_of, runs):
            at = letters.find(run, start)
            if at < 0 or not run:
                return None
            start = at + len(run)
            edges += [places[at], places[start - 1] + 1]
        edges.append(len(self.text))
        return [self.text[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]


def _letters(text: str) -> Iterator[tuple[str, int]]:
    for at, character in enumerate(text):
        for letter in (
            character if character.isascii() else unicodedata.normalize("NFKC", character)
        ):
            if letter.isalnum():
                yield letter.lower(), at


def letters_of(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()


@dataclass(frozen=True, slots=True)
class Match:
    """An expected element, the element of the product, and the texts in its gaps."""

    expected: ExpectedElement
    element: Element
    gap_texts: tuple[str, ...] = ()


def find(expected_elements: Iterable[ExpectedElement], elements: Sequence[Element]) -> list[Match]:
    """The matches of expected elements, each with a different element, in the order of the text."""
    free: dict[str, list[Element]] = {}
    for element in elements:
        free.setdefault(element.kind, []).append(element)
    matches = []
    for expected in expected_elements:
        candidates = free.get(expected.kind, [])
        for at, element in enumerate(candidates):
            gap_texts = _gap_texts(expected, element)
            if gap_texts is not None:
                matches.append(Match(expected, element, gap_texts))
                del candidates[at]
                break
    return matches


def counts(expected_elements: Iterable[ExpectedElement]) -> dict[str, int]:
    """The number of elements of each kind."""
    return dict(Counter(expected.kind for expected in expected_elements))


def _gap_texts(expected: ExpectedElement, element: Element) -> tuple[str, ...] | None:
    """The texts in the gaps of an expected element; None if the element does not match."""
    if expected.kind == "Formula":
        return () if element.alternative else None
    if expected.kind == "Figure":
        return () if letters_of(element.alternative) == letters_of(expected.runs[0]) != "" else None
    gap_texts = element.texts_around(expected.runs)
    if gap_texts is None:
        return None
    room = _ALLOWED_LETTERS.get(expected.kind, _LABEL_LETTERS) + _GAP_LETTERS * sum(
        map(bool, expected.gaps)
    )
    return tuple(gap_texts) if sum(len(letters_of(each)) for each in gap_texts) <= room else None
