"""Words of a text and of a product, and which of them were lost on the way.

A word is a run of signs without white space; in scripts that write without spaces that is a run up
to the next block or space, which loses nothing, since whole runs are compared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from lxml import etree

# Elements that run on in the line; the words on both sides of any other element are apart.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)

# A chart is drawn from its data, and what is drawn is told by its alternative text.
_DRAWN = frozenset({"svg", "chart-data"})

_HYPHENS = frozenset("-\u2010\u2011\u00ad")

Skip = Callable[[etree._Element], bool]


@dataclass(frozen=True, slots=True)
class Loss:
    """Words that are not as they should be: the one before them, those expected, those found."""

    before: str
    expected: str
    found: str


def words_of(node: etree._Element, skip: Skip | None = None) -> list[str]:
    """The words of an element in reading order; what `skip` names stands for a space."""
    return "".join(_pieces(node, skip)).split()


def _pieces(node: etree._Element, skip: Skip | None) -> Iterator[str]:
    inline = etree.QName(node).localname in _INLINE
    if not inline:
        yield " "
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            apart = is_drawn(child) or (skip is not None and skip(child))
            yield from [" "] if apart else _pieces(child, skip)
        yield child.tail or ""
    if not inline:
        yield " "


def is_drawn(node: etree._Element) -> bool:
    """Whether an element is a drawing, or the data that one is made from."""
    return not _DRAWN.isdisjoint({etree.QName(node).localname, node.get("class", "")})


def losses(expected: Sequence[str], found: Sequence[str]) -> Iterator[Loss]:
    """Where two runs of words differ, in order; nothing when they are the same."""
    if list(expected) == list(found):
        return
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for kind, start, end, found_start, found_end in matcher.get_opcodes():
        if kind != "equal":
            before = expected[start - 1] if start else ""
            right = " ".join(expected[start:end])
            yield Loss(before, right, " ".join(found[found_start:found_end]))


def bare(text: str) -> str:
    """Only the letters, figures and signs that print, as a text set in lines can be compared.

    White space, hyphens and soft hyphens fall away (a line may end in one), ligatures and other
    presentation forms become their letters (NFKC), case is folded (a theme may set capitals).
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if not _falls_away(sign))


def _falls_away(sign: str) -> bool:
    return sign in _HYPHENS or unicodedata.category(sign) in {"Zs", "Cc", "Cf", "Zl", "Zp"}


def run_together(expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """The words found that lost the space between them, where the signs are the same.

    A word found may be a part of one expected, where a line ends; with a hyphen in it nobody can
    say whether a line ended there.
    """
    ends = set(accumulate(len(bare(word)) for word in expected))
    at = 0
    for word in found:
        length = len(bare(word))
        inside = any(end in ends for end in range(at + 1, at + length))
        if inside and not _HYPHENS.intersection(word):
            yield word
        at += length
