"""The words of a text and of a product, and how they differ.

A word is a sequence of characters without white space; in scripts without spaces it ends at the
next block or space, which loses nothing, since whole sequences are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate

import msgspec
from lxml import etree

from publish.model.script import non_ascii

# Inline elements; any other separates the words on both its sides.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)

# A chart is drawn from its data, and has an alternative text.
_DRAWN = frozenset({"svg", "chart-data"})

_HYPHENS = frozenset("-\u2010\u2011\u00ad")
# Variation selectors and the grapheme joiner: they choose a glyph and have none (Unicode, 23.4).
_SELECTOR = re.compile("[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_REPEATED_MARK = re.compile("([\u0300-\u036f])\\1+")

# Characters that directly follow a word; of these only quotes begin one in some languages.
_CLOSING = frozenset(",.;:!?)]…’”、。，；：！？）」』")

_STEP = 8  # words that are compared at once

Skip = Callable[[etree._Element], bool]


class WordDifference(msgspec.Struct, frozen=True):
    """Words that differ: the expected word before them, those expected, and the actual ones."""

    before: str
    expected: str
    actual: str


def words_of(node: etree._Element, skip: Skip | None = None) -> list[str]:
    """The words of an element in reading order, with a space for what `skip` leaves out."""
    pieces: list[str] = []
    _gather(node, skip, pieces)
    return "".join(pieces).split()


def _gather(node: etree._Element, skip: Skip | None, into: list[str]) -> None:
    gap = "" if _local_name(node) in _INLINE else " "
    into += gap, node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            if is_drawing(child) or (skip is not None and skip(child)):
                into.append(" ")
            else:
                _gather(child, skip, into)
        into.append(child.tail or "")
    into.append(gap)


def is_drawing(node: etree._Element) -> bool:
    """Whether an element is a drawing, or the data of one."""
    return _local_name(node) in _DRAWN or node.get("class") in _DRAWN


def _local_name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def word_differences(expected: Sequence[str], actual: Sequence[str]) -> Iterator[WordDifference]:
    """The differences between two lists of words, in order."""
    if list(expected) == list(actual):
        return
    from difflib import SequenceMatcher  # needed for differences only

    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for kind, start, end, actual_start, actual_end in matcher.get_opcodes():
        if kind != "equal":
            before = expected[start - 1] if start else ""
            right = " ".join(expected[start:end])
            yield WordDifference(before, right, " ".join(actual[actual_start:actual_end]))


def normalized(text: str) -> str:
    """The letters, digits and other printing characters of a text, however it is set.

    White space and hyphens are removed (a line may end there), ligatures and other presentation
    forms become their letters (NFKC), case is folded (a theme may set capitals). A combining mark
    that is repeated on a character, where it is drawn over itself, counts once.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_PRINTING)
    return folded if folded.isascii() else _REPEATED_MARK.sub(r"\1", folded)


def same_text(expected: str, actual: str) -> bool:
    """Whether two texts are the same when normalized."""
    return normalized(expected) == normalized(actual)


def without_format_characters(text: str) -> str:
    """A text without characters that only control its setting: soft hyphens, joiners, selectors."""
    for character in filter(_is_format, set(non_ascii(text))):
        text = text.replace(character, "")
    return text


@cache
def _is_format(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or _SELECTOR.match(character) is not None


class _PrintingCharacters(dict[int, int | None]):
    """Each code point that prints as itself, and None for others; computed on first use."""

    def __missing__(self, code_point: int) -> int | None:
        character = chr(code_point)
        category = unicodedata.category(character)
        is_removed = character in _HYPHENS or category in {"Zs", "Cc", "Zl", "Zp"}
        is_removed = is_removed or _is_format(character)
        self[code_point] = None if is_removed else code_point
        return self[code_point]


_PRINTING = _PrintingCharacters()


def words_match(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether two lists of words are the same when normalized, with no space lost between words.

    Most words are equal, and compared several at a time; words that a line end divides are joined
    until both sides agree.
    """
    at = actual_at = 0
    while at < len(expected) and actual_at < len(actual):
        if expected[at : at + _STEP] == actual[actual_at : actual_at + _STEP]:
            at, actual_at = at + _STEP, actual_at + _STEP
            continue
        if expected[at] == actual[actual_at]:
            at, actual_at = at + 1, actual_at + 1
            continue
        ends = _next_agreement(expected, at, actual, actual_at)
        if ends is None or any(run_together(expected[at : ends[0]], actual[actual_at : ends[1]])):
            return False
        at, actual_at = ends
    return at >= len(expected) and actual_at >= len(actual)


def _next_agreement(
    expected: Sequence[str], at: int, actual: Sequence[str], actual_at: int
) -> tuple[int, int] | None:
    """The ends of the shortest sequences from two positions on that are equal when normalized."""
    right, shown = normalized(expected[at]), normalized(actual[actual_at])
    at, actual_at = at + 1, actual_at + 1
    while right != shown:
        if len(right) < len(shown) and at < len(expected) and shown.startswith(right):
            right, at = right + normalized(expected[at]), at + 1
        elif len(shown) < len(right) and actual_at < len(actual) and right.startswith(shown):
            shown, actual_at = shown + normalized(actual[actual_at]), actual_at + 1
        else:
            return None
    return at, actual_at


def run_together(expected: Sequence[str], actual: Sequence[str]) -> Iterator[str]:
    """The actual words that lost a space between them, where the characters are the same.

    An actual word may be a part of an expected one, where a line ends; with a hyphen in it nobody
    can say whether a line ended there. A full stop or comma is alone where the call of a note was
    left out before it.
    """
    lengths = accumulate(len(normalized(word)) for word in expected)
    followed = zip(lengths, expected[1:], strict=False)
    ends = {end for end, after in followed if after[0] not in _CLOSING}
    at = 0
    for word in actual:
        length = len(normalized(word))
        spans_words = any(end in ends for end in range(at + 1, at + length))
        if spans_words and not _HYPHENS.intersection(word):
            yield word
        at += length
