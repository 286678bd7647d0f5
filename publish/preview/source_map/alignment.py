"""Which words of one text are which of another that has most of them in the same order.

Three words in a row lead to candidates; the one with which most words go on together is right, of
equals the nearest. A number that may end a run or begin the next one begins it, as that of a
heading or a note. What is left between two such runs is paired in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median_low

_SIZE = 3  # words in a row: two are too frequent, and four leave out the cells of tables
_REACH = 40  # words after the last run, within which a text is likely to go on,
_WORTH = 12  # as if the run there had so many words more


_Candidates = Mapping[tuple[str, ...], Sequence[int]]  # the places of each three words in a row


class Aligner:
    """A text to find the words of others in; looking through it takes less than an index."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def align(
        self, words: Sequence[str], near: int | None = None, start: int = 0, stop: int | None = None
    ) -> list[int | None]:
        """The place of each word between `start` and `stop`; None for those that are not there."""
        stop = len(self.words) if stop is None else stop
        candidates = self._candidates(words, start, stop)
        near = _middle(candidates, start) if near is None else near
        found: list[int | None] = [None] * len(words)
        at = 0
        while at < len(words):
            worth, place, length = self._longest(words, at, near, stop, candidates)
            if length and self._longest(words, at + 1, near, stop, candidates)[0] > worth:
                length = 0  # a better run begins in it, as after the page number of an entry
            found[at : at + length] = range(place, place + length)
            near = place + length if length else near
            at += length or 1
        if any(place is not None for place in found):
            self._begin_with_numbers(words, found, start)
            self._pair_between(words, found, start, stop)
            return found
        return self._single(words, start, stop)

    def _candidates(
        self, words: Sequence[str], start: int, stop: int
    ) -> dict[tuple[str, ...], list[int]]:
        """The places of each three words in a row."""
        found: dict[tuple[str, ...], list[int]] = {gram: [] for gram in _grams(words)}
        for place, gram in enumerate(_grams(self.words[start:stop]), start):
            if gram in found:
                found[gram].append(place)
        return found

    def _single(self, words: Sequence[str], start: int, stop: int) -> list[int | None]:
        """The place of each word that is in one place only: of a text without runs."""
        places = defaultdict[str, list[int]](list)
        for place in range(start, stop):
            places[self.words[place]].append(place)
        return [places[each][0] if len(places.get(each, ())) == 1 else None for each in words]

    def _longest(
        self, words: Sequence[str], at: int, near: int, stop: int, candidates: _Candidates
    ) -> tuple[int, int, int]:
        """The worth, the place and the length of the best run of these words from `at` on."""
        best = (0, 0, 0, 0)
        for place in candidates.get(tuple(words[at : at + _SIZE]), ()):
            length = self._run(words, at, place, stop)
            goes_on = length + _WORTH * (0 <= place - near <= _REACH)
            best = max(best, (goes_on, -abs(place - near), place, length))
        worth, _, place, length = best
        return worth, place, length

    def _run(self, words: Sequence[str], at: int, place: int, stop: int) -> int:
        longest = min(len(words) - at, stop - place)
        length = _SIZE
        while length < longest and words[at + length] == self.words[place + length]:
            length += 1
        return length

    def _begin_with_numbers(
        self, words: Sequence[str], found: list[int | None], start: int
    ) -> None:
        """Give the numbers before a run to it that stand before it in this text, too."""
        for at in range(len(words) - 1, 0, -1):
            place = found[at]
            if place is None or place <= start or not words[at - 1].isdecimal():
                continue
            if self.words[place - 1] == words[at - 1]:
                found[at - 1] = place - 1

    def _pair_between(
        self, words: Sequence[str], found: list[int | None], start: int, stop: int
    ) -> None:
        """Pair words between two runs with the same words between the places of these."""
        at = 0
        while at < len(words):
            if found[at] is not None:
                at += 1
                continue
            end = at
            while end < len(words) and found[end] is None:
                end += 1
            after = found[end] if end < len(words) else stop
            before = found[at - 1] if at else max(start, (after or 0) - _reach(end)) - 1
            if before is not None and after is not None:
                self._pair(words, found, range(at, end), before + 1, after)
            at = end

    def _pair(
        self, words: Sequence[str], found: list[int | None], gap: range, low: int, high: int
    ) -> None:
        """Pair from the front, then what is left from the back: what jumps may be at either."""
        if high < low:  # the text goes on in another place
            high = min(low + len(gap), len(self.words))
        elif high - low == len(gap):  # other spellings of the same
            found[gap.start : gap.stop] = range(low, high)
            return
        for at in gap:
            place = self._next(words[at], low, min(high, low + _reach(len(gap))))
            if place is not None:
                found[at], low = place, place + 1

    def _next(self, word: str, low: int, high: int) -> int | None:
        return next((each for each in range(low, high) if self.words[each] == word), None)


def _reach(count: int) -> int:
    """How far from a run so many words may be that are not in it."""
    return 2 * count + 8


def _grams(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(_SIZE)), strict=False)


def _middle(candidates: _Candidates, start: int) -> int:
    """Where most words of a text are, by those that are in one place only."""
    single = [places[0] for places in candidates.values() if len(places) == 1]
    return median_low(single) if single else start


def nearest_known(found: Sequence[int | None], at: int) -> int | None:
    """The place of a word, or of the one before it that has a place, or of the one after it."""
    before = (found[each] for each in range(at, -1, -1))
    after = (found[each] for each in range(at + 1, len(found)))
    return next((each for each in (*before, *after) if each is not None), None)
