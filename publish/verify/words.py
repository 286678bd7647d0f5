"""Words of a text and of a product, and which of them were lost on the way.

A word is a run of signs without white space; in scripts that write without spaces that is a run up
to the next block or space, which loses nothing, since whole runs are compared.
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

# Elements that run on in the line; the words on both sides of any other element are apart.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)

# A chart is drawn from its data, and what is drawn is told by its alternative text.
_DRAWN = frozenset({"svg", "chart-data"})

_HYPHENS = frozenset("-\u2010\u2011\u00ad")
_AGAIN = re.compile("([\u0300-\u036f])\\1+")

# Signs that stand directly behind a word; of all these only quotes open one in some languages.
_CLOSING = frozenset(",.;:!?)]…’”、。，；：！？）」』")

_LINE = 8  # words that are looked at together

Skip = Callable[[etree._Element], bool]


class Loss(msgspec.Struct, frozen=True):
    """Words that are not as they should be: the one before them, those expected, those found."""

    before: str
    expected: str
    found: str


def words_of(node: etree._Element, skip: Skip | None = None) -> list[str]:
    """The words of an element in reading order; what `skip` names stands for a space."""
    pieces: list[str] = []
    _gather(node, skip, pieces)
    return "".join(pieces).split()


def _gather(node: etree._Element, skip: Skip | None, into: list[str]) -> None:
    apart = "" if _local(node) in _INLINE else " "
    into += apart, node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            if is_drawn(child) or (skip is not None and skip(child)):
                into.append(" ")
            else:
                _gather(child, skip, into)
        into.append(child.tail or "")
    into.append(apart)


def is_drawn(node: etree._Element) -> bool:
    """Whether an element is a drawing, or the data that one is made from."""
    return _local(node) in _DRAWN or node.get("class") in _DRAWN


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def losses(expected: Sequence[str], found: Sequence[str]) -> Iterator[Loss]:
    """Where two runs of words differ, in order; nothing when they are the same."""
    if list(expected) == list(found):
        return
    from difflib import SequenceMatcher  # for what does not agree alone

    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for kind, start, end, found_start, found_end in matcher.get_opcodes():
        if kind != "equal":
            before = expected[start - 1] if start else ""
            right = " ".join(expected[start:end])
            yield Loss(before, right, " ".join(found[found_start:found_end]))


def bare(text: str) -> str:
    """Only the letters, figures and signs that print, as a text set in lines can be compared.

    White space, hyphens and soft hyphens fall away (a line may end in one), ligatures and other
    presentation forms become their letters (NFKC), case is folded (a theme may set capitals). The
    same mark on a sign again and again, which falls on itself when it is drawn, is told once.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_PRINTED)
    return folded if folded.isascii() else _AGAIN.sub(r"\1", folded)


def same_text(expected: str, actual: str) -> bool:
    """Whether two texts have the same characters, apart from how they are set."""
    return bare(expected) == bare(actual)


def readable(text: str) -> str:
    """A text without the signs that only say how it is set: soft hyphens, joiners, marks of way."""
    for sign in filter(_is_set, set(non_ascii(text))):
        text = text.replace(sign, "")
    return text


@cache
def _is_set(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


class _Printed(dict[int, int | None]):
    """What becomes of each sign by its number: itself, or nothing; asked for once of each."""

    def __missing__(self, number: int) -> int | None:
        sign = chr(number)
        falls = sign in _HYPHENS or unicodedata.category(sign) in {"Zs", "Cc", "Cf", "Zl", "Zp"}
        self[number] = None if falls else number
        return self[number]


_PRINTED = _Printed()


def agree(expected: Sequence[str], found: Sequence[str]) -> bool:
    """Whether two runs have the same bare signs, and no words found lost the space between them.

    Most words are simply equal, and looked at by the line; those that a line's end parts are
    gathered until both sides meet.
    """
    at = shown = 0
    while at < len(expected) and shown < len(found):
        if expected[at : at + _LINE] == found[shown : shown + _LINE]:
            at, shown = at + _LINE, shown + _LINE
            continue
        if expected[at] == found[shown]:
            at, shown = at + 1, shown + 1
            continue
        met = _meeting(expected, at, found, shown)
        if met is None or any(run_together(expected[at : met[0]], found[shown : met[1]])):
            return False
        at, shown = met
    return at >= len(expected) and shown >= len(found)


def _meeting(
    expected: Sequence[str], at: int, found: Sequence[str], shown: int
) -> tuple[int, int] | None:
    """Behind which words on both sides the bare signs from two places on are the same."""
    right, seen = bare(expected[at]), bare(found[shown])
    at, shown = at + 1, shown + 1
    while right != seen:
        if len(right) < len(seen) and at < len(expected) and seen.startswith(right):
            right, at = right + bare(expected[at]), at + 1
        elif len(seen) < len(right) and shown < len(found) and right.startswith(seen):
            seen, shown = seen + bare(found[shown]), shown + 1
        else:
            return None
    return at, shown


def run_together(expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """The words found that lost the space between them, where the signs are the same.

    A word found may be a part of one expected, where a line ends; with a hyphen in it nobody can
    say whether a line ended there. A point or comma stands alone where the call of a note was left
    out before it.
    """
    lengths = accumulate(len(bare(word)) for word in expected)
    followed = zip(lengths, expected[1:], strict=False)
    ends = {end for end, after in followed if after[0] not in _CLOSING}
    at = 0
    for word in found:
        length = len(bare(word))
        inside = any(end in ends for end in range(at + 1, at + length))
        if inside and not _HYPHENS.intersection(word):
            yield word
        at += length
