"""Where a line may end inside a word: after its own marks, at soft hyphens, between syllables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from weasyprint.text.line_break import get_log_attrs, pyphen

from publish.outputs.pdf.layout.compose.shaping import Cuts, Word

SOFT_HYPHEN = "\u00ad"
_DASHES = "\u2013\u2014"  # which end a line rather than begin one
_HYPHENS = "-\u2010"
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Break(NamedTuple):
    """A place where a line may end inside a word."""

    at: int  # bytes
    width: float  # of what is before it, without a hyphen
    is_hyphenated: bool  # whether the line shows a hyphen that the word has not
    has_hyphen: bool  # whether it ends in a hyphen, be it that or the word's own


class Hyphenation(NamedTuple):
    """How the words of a style are divided; without syllables, only where they say so."""

    language: str | None
    total: int
    left: int
    right: int
    has_syllables: bool

    def syllables(self, text: str) -> Iterator[int]:
        """The characters of a word before which a syllable begins that a line may begin with."""
        if not self.has_syllables or len(text) < self.total or SOFT_HYPHEN in text:
            return
        divide = _dictionary(self.language, self.left, self.right).positions
        for match in _LETTERS.finditer(text):
            if len(match[0]) >= self.total:
                # Of words that are spelt otherwise where they are divided, only the others.
                yield from (match.start() + each for each in divide(match[0]) if not each.data)


@cache
def _dictionary(language: str | None, left: int, right: int) -> Any:
    return pyphen.Pyphen(lang=language, left=left, right=right)


def hyphenation_of(style: Any) -> Hyphenation:
    """How the words of a style are divided."""
    language = style["lang"] and pyphen.language_fallback(style["lang"])
    has_syllables = bool(style["hyphens"] == "auto" and language)
    total, left, right = style["hyphenate_limit_chars"]
    return Hyphenation(language, total, left, right, has_syllables)


def own_breaks(word: Word, language: str | None) -> list[Break]:
    """Where a word may break by its own characters."""
    if word.breaks is None:
        places = list(_own_places(word.text, language))
        edges = _edges(word) if places else []
        word.breaks = [_break(word, edges, at, is_soft) for at, is_soft in places]
    breaks: list[Break] = word.breaks
    return breaks


def all_breaks(word: Word, language: str | None, hyphenation: Hyphenation) -> list[Break]:
    """Where a word may break by its own characters or between syllables."""
    if word.hyphens is None:
        found = {each.at: each for each in own_breaks(word, language)}
        syllables = list(hyphenation.syllables(word.text))
        edges = _edges(word) if syllables else []
        for at in syllables:
            found.setdefault(len(word.text[:at].encode()), _break(word, edges, at, True))
        word.hyphens = [found[at] for at in sorted(found)]
    breaks: list[Break] = word.hyphens
    return breaks


def _own_places(text: str, language: str | None) -> Iterator[tuple[int, bool]]:
    """The characters before which a word may break, and whether there is a soft hyphen."""
    if len(text) > 1 and not (text.isascii() and text.isalnum()):
        marks = get_log_attrs(text, language)
        for at in range(1, len(text)):
            if marks[at].is_line_break and text[at] not in _DASHES:
                yield at, text[at - 1] == SOFT_HYPHEN


def _break(word: Word, edges: Cuts, at: int, is_hyphenated: bool) -> Break:
    place = len(word.text[:at].encode())
    has_hyphen = is_hyphenated or word.text[at - 1] in _HYPHENS
    return Break(place, _width_before(word, edges, place), is_hyphenated, has_hyphen)


def _edges(word: Word) -> Cuts:
    """The clusters of a word in order, each once, from its beginning to its end."""
    edges = [(0, 0.0)]
    for at, x in [*word.cuts(), (word.size, word.width)]:
        if at > edges[-1][0]:
            edges.append((at, x))
    return edges


def _width_before(word: Word, edges: Cuts, place: int) -> float:
    """The width of the first bytes of a word; of a ligature, their share."""
    number = bisect_left(edges, place, lo=1, key=itemgetter(0))
    if number == len(edges):
        return word.width
    (at, x), (next_at, next_x) = edges[number - 1 : number + 1]
    return x + (next_x - x) * _share(word.text.encode()[at:next_at], place - at)


def _share(text: bytes, size: int) -> float:
    shown, whole = (each.decode().replace(SOFT_HYPHEN, "") for each in (text[:size], text))
    return len(shown) / (len(whole) or 1)
