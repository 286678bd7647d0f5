"""Which things of the text stand in a product as one whole element of their kind.

A paragraph that a page break has torn in two is no whole element, and neither is a list that stands
there as two: a program that counts, skips or navigates by elements meets two of them. Only letters
and figures are compared here; whether words are joined or split is asked of the order (order.py).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bench.comparison.text import Thing

# How many signs a peer may put around the words of a thing, and into each hole: labels, numbers,
# the wording of a reference, a formula read aloud. A second thing of the kind is longer than that.
_AROUND = {"P": 12, "Table": 120, "L": 24, "TR": 0, "TH": 0, "TD": 0}
_LABEL, _HOLE = 30, 160


@dataclass(frozen=True)
class Element:
    """An element of a product: its kind, its text without the notes in it, what stands for it.

    `page` is the label of the page it begins on, "" where there is none.
    """

    kind: str
    text: str
    alternative: str = ""
    page: str = ""

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """Its letters and figures, without case, and where in the text each of them stands."""
        pairs = list(_letters(self.text))
        return "".join(letter for letter, _ in pairs), [at for _, at in pairs]

    def around(self, runs: Sequence[str]) -> list[str] | None:
        """What stands before, between and behind some runs of words; None where one is missing."""
        letters, places = self._letters
        edges = [0]
        start = 0
        for run in map(bare, runs):
            at = letters.find(run, start)
            if at < 0 or not run:
                return None
            start = at + len(run)
            edges += [places[at], places[start - 1] + 1]
        edges.append(len(self.text))
        return [self.text[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]


def _letters(text: str) -> Iterator[tuple[str, int]]:
    for at, sign in enumerate(text):
        for letter in sign if sign.isascii() else unicodedata.normalize("NFKC", sign):
            if letter.isalnum():
                yield letter.lower(), at


def bare(text: str) -> str:
    """The letters and figures of a text, without case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that stands there whole, its element, and what fills its holes."""

    thing: Thing
    element: Element
    fillings: tuple[str, ...] = ()


def find(things: Iterable[Thing], elements: Sequence[Element]) -> list[Found]:
    """The things that stand whole, each in an element of its own, in the order of the text."""
    free: dict[str, list[Element]] = {}
    for element in elements:
        free.setdefault(element.kind, []).append(element)
    found = []
    for thing in things:
        candidates = free.get(thing.kind, [])
        for at, element in enumerate(candidates):
            fillings = _fillings(thing, element)
            if fillings is not None:
                found.append(Found(thing, element, fillings))
                del candidates[at]
                break
    return found


def counts(things: Iterable[Thing]) -> dict[str, int]:
    """How many things of each kind there are."""
    return dict(Counter(thing.kind for thing in things))


def _fillings(thing: Thing, element: Element) -> tuple[str, ...] | None:
    """What fills the holes of a thing; None where the element is not that thing."""
    if thing.kind == "Formula":
        return () if element.alternative else None
    if thing.kind == "Figure":
        return () if bare(element.alternative) == bare(thing.runs[0]) != "" else None
    fillings = element.around(thing.runs)
    if fillings is None:
        return None
    room = _AROUND.get(thing.kind, _LABEL) + _HOLE * sum(map(bool, thing.holes))
    return tuple(fillings) if sum(len(bare(each)) for each in fillings) <= room else None
