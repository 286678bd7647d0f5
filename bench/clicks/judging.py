"""Which answers are right, by the text of the manuscript alone.

A word that the answered line has is right if a word beside it on the page is on that line as well,
or on one beside it. A word that is not in the manuscript, such as the number of an item, a letter
of a formula or the page in an entry of the contents, is right on a line that words of its element
are on, or between two such lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from publish.preview.source_map.blocks import Source
from publish.preview.source_map.words import words_of

_ATTRIBUTES = re.compile(r"(?<=\s)\{[#.][^{}]*\}$")
_BESIDE = 3  # words on each side of one
_NO_ELEMENT = (0, "")

Element = tuple[int, str]  # its number and its role


class Answer(NamedTuple):
    """A word that is shown, the element that it is in, and the line that a click on it opens."""

    word: str
    element: Element
    source: Source | None


class Verdict(NamedTuple):
    """Whether an answer is right, and why."""

    is_right: bool
    kind: str


class Judge:
    """Judges answers by the files of a book."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._words = cache(lambda name: [*map(_words, read(name).splitlines())])

    def judge(self, answers: Sequence[Answer]) -> list[Verdict]:
        """The verdict on each word of a page, or of another text in order."""
        elements = defaultdict[Element, list[int]](list)
        for at, each in enumerate(answers):
            elements[each.element].append(at)
        sure = {at for at in range(len(answers)) if self._is_sure(answers, at, elements)}
        return [
            Verdict(True, "word")
            if at in sure
            else self._judge_generated(_Around(answers, at, elements[each.element], sure))
            for at, each in enumerate(answers)
        ]

    def _is_sure(
        self, answers: Sequence[Answer], at: int, elements: Mapping[Element, list[int]]
    ) -> bool:
        """Whether the line has the word, and words beside it or no others of its element."""
        word, element, source = answers[at]
        if source is None or word not in self._on(source, 0):
            return False
        beside = [*answers[max(at - _BESIDE, 0) : at], *answers[at + 1 : at + 1 + _BESIDE]]
        if any(each.word in self._on(source, 1) for each in beside):
            return True
        near = {word, *(each.word for each in beside)}
        others = {answers[each].word for each in elements[element]} - {word}
        is_alone = element != _NO_ELEMENT and not any(map(_has_a_source, others))
        return is_alone or {*filter(_has_a_source, self._on(source, 0))} <= near

    def _judge_generated(self, around: _Around) -> Verdict:
        """The verdict on a word that its line does not have."""
        word, _, source = around.answer
        if source is None:
            return Verdict(False, "nowhere")
        element = around.of_element()
        lines = [each.line for each in element or around.nearest() if each.file == source.file]
        if not lines or not min(lines) <= source.line <= max(lines):
            return Verdict(False, "elsewhere")
        if element and any(word in self._on(each, 0) for each in element):
            return Verdict(False, "line beside it")
        return Verdict(True, "generated")

    def _on(self, source: Source, reach: int) -> frozenset[str]:
        """The words on a line, and on so many on each side of it."""
        words = self._words(source.file)
        near = words[max(source.line - 1 - reach, 0) : source.line + reach]
        return frozenset[str]().union(*near)


class _Around(NamedTuple):
    """A word that its line does not have, and where others of its page lead, the `sure` ones."""

    answers: Sequence[Answer]
    at: int
    element: Sequence[int]
    sure: Set[int]

    @property
    def answer(self) -> Answer:
        return self.answers[self.at]

    def of_element(self) -> list[Source]:
        """The lines of its element; of no element, such as at the foot of a page, is none."""
        known = self.element if self.answer.element != _NO_ELEMENT else ()
        return [*self._lines(each for each in known if each in self.sure)]

    def nearest(self) -> Iterator[Source]:
        """The lines of the nearest sure words before and after it; at the foot, of the page."""
        before = next((each for each in range(self.at - 1, -1, -1) if each in self.sure), None)
        after = next(
            (each for each in range(self.at + 1, len(self.answers)) if each in self.sure), None
        )
        yield from self._lines(each for each in (before, after) if each is not None)
        if self.answer.element == _NO_ELEMENT:
            yield from self._lines(self.sure)

    def _lines(self, places: Iterable[int]) -> Iterator[Source]:
        yield from filter(None, (self.answers[each].source for each in places))


def _words(line: str) -> frozenset[str]:
    return frozenset(words_of(_ATTRIBUTES.sub("", line) if line.startswith("#") else line))


def _has_a_source(word: str) -> bool:
    """Whether a word is no number or label, which are generated."""
    return not word.isdecimal() and len(word) > 1
