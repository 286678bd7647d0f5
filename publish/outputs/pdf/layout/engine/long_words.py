"""Lets code, addresses and long words break at the end of a line, without a hyphen; short code not.

A zero-width space after a mark such as `_` or `/` shows the engine where it may break, and has no
glyph, so that no copied text contains it. A word without such a mark breaks anywhere, or where its
language hyphenates it, but only if it is longer than its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

BREAK = "\u200b"  # ZERO WIDTH SPACE

_LITERAL = frozenset({"code", "kbd", "samp"})
_SKIPPED = frozenset({"pre", "head", "svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_CODE = re.compile(r"[^\s\u200b]{14,}")
# Short code that the engine would break at a mark of its own, as in `--all`, `|>`, `a/b`, `?name`.
_SHORT_CODE = re.compile(r"(?<!\S)(?=\S*[-|?/!}%–—]\S)\S{2,13}(?!\S)")
# What holds marks that no word has, in it and not at its end; and words of uncommon length.
_ADDRESS = re.compile(
    r"""(?:https?://|www\.|mailto:|[a-z]+:[/\d])\S{6,} | [\w.+-]{3,}@[\w-]+\.\S{2,}
    | (?=\S{14,})\w\S*(?:_|::|[\w\])]\.(?=[A-Za-z_])|/\w+/|\(\w|->)\S+
    | (?=[a-f]*\d+[a-f])[0-9a-f]{16,}""",
    re.X,
)
_LONG = {
    length: re.compile(rf"[^\s\u200b/–—-]{{{length},}}|[/–—-]{{{length},}}")
    for length in (12, 20, 22, 26)
}
_AFTER = re.compile(r"(?<=[_./\-(\[{<>:,;=&?#%+~@\\|])(?![_./\-(\[{<:,;=&?#%+~@\\|)\]}>])")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
_DIGITS = re.compile(r"\d[.,:]\d")
_LEAST = 3  # characters before and after a break
_UNBROKEN = 16  # characters of a part that is broken between words in capitals as well

_KEPT = "white-space: nowrap"
_EXACT = "hyphens: manual; overflow-wrap: break-word; white-space: normal"
# Also where other words are not hyphenated, and before the call of a note, which is tied to them.
_WORD = "hyphens: auto; overflow-wrap: break-word; white-space: normal"
_UNFRAMED = (
    "padding: 0; border: 0"  # of a key that breaks, whose frame would pass the end of a line
)
_IN_CELL = "overflow-wrap: anywhere; white-space: normal"


class _Place(NamedTuple):
    """How words break: from how many characters on, with marks and without; in code or text."""

    marked: int = 14
    unmarked: int = 26
    style: str = _WORD
    is_code: bool = False
    keeps_code: bool = True  # short code, on one line

    def inside(self, node: Element) -> _Place:
        """How words break in an element that is here."""
        if node.tag in _LITERAL:
            return self._replace(is_code=True)
        if node.tag in _HEADINGS:
            return self._replace(unmarked=20)
        if node.tag == "li":  # which may be in the columns of an index
            return self._replace(unmarked=min(self.unmarked, 22))
        # A cell keeps words together, until its table is too wide.
        return _WIDE_TABLE if node.tag == "table" else self


class _Found(NamedTuple):
    start: int
    end: int
    text: str
    style: str


_TEXT = _Place()
_WIDE_TABLE = _Place(marked=30, keeps_code=False)
_NARROW_TABLE = _Place(unmarked=12, style=_IN_CELL, keeps_code=False)


def break_long_words(root: Element) -> None:
    """Let the long words of a tree break; those of a table only if they are very long."""
    _walk(root, _TEXT)


def break_words_of(table: Element) -> None:
    """Let the words of a table break that are longer than a narrow column."""
    for child in list(table):
        _walk(child, _NARROW_TABLE)


def _walk(node: Element, outside: _Place) -> None:
    if node.tag in _SKIPPED:
        return
    place = outside.inside(node)
    for child in list(node):
        _walk(child, place)
        if child.tail and (found := list(_found(child.tail, place))):
            _split_tail(node, child, found)
    if node.text and (found := list(_found(node.text, place))):
        _split_text(node, found)
        if node.tag == "kbd" and any(each.style != _KEPT for each in found):
            node.set("style", _UNFRAMED)


def _found(text: str, place: _Place) -> Iterator[_Found]:
    """The words of a text that may break, or must not, in order."""
    if BREAK in text:  # of the author, or of an earlier round
        yield from () if place.is_code else _unmarked(text, 0, len(text), place)
    elif place.is_code:
        yield from sorted([*_kept(text, place), *_marked(text, place, _IN_CODE)])
    elif len(text) >= min(place.marked, place.unmarked):
        last = 0
        for found in _marked(text, place, _ADDRESS):
            yield from _unmarked(text, last, found.start, place)
            yield found
            last = found.end
        yield from _unmarked(text, last, len(text), place)


def _kept(text: str, place: _Place) -> Iterator[_Found]:
    for match in _SHORT_CODE.finditer(text) if place.keeps_code else ():
        yield _Found(*match.span(), match[0], _KEPT)


def _marked(text: str, place: _Place, words: re.Pattern[str]) -> Iterator[_Found]:
    for match in words.finditer(text):
        if match.end() - match.start() >= place.marked:
            yield _Found(*match.span(), _with_breaks(match[0]), _EXACT)


def _unmarked(text: str, start: int, end: int, place: _Place) -> Iterator[_Found]:
    for match in _LONG[place.unmarked].finditer(text, start, end):
        yield _Found(*match.span(), match[0], place.style)


def _with_breaks(word: str) -> str:
    parts = (word[start:end] for start, end in pairwise([0, *break_places(word), len(word)]))
    return BREAK.join(parts)


def break_places(word: str) -> list[int]:
    """Where a word may break: after each mark, and between words in capitals where it has few."""
    places = [match.start() for match in _AFTER.finditer(word)]
    for start, end in pairwise([0, *places, len(word)]):
        if end - start > _UNBROKEN:
            places += [match.start() for match in _CAMEL.finditer(word, start, end)]
    return sorted(each for each in set(places) if _may_break(word, each))


def _may_break(word: str, place: int) -> bool:
    return _LEAST <= place <= len(word) - _LEAST and not _DIGITS.match(word, place - 2)


def _split_text(node: Element, found: list[_Found]) -> None:
    text = node.text or ""
    node.text = text[: found[0].start]
    for index, span in enumerate(_spans(text, found)):
        node.insert(index, span)


def _split_tail(parent: Element, child: Element, found: list[_Found]) -> None:
    text = child.tail or ""
    child.tail = text[: found[0].start]
    at = list(parent).index(child) + 1
    for index, span in enumerate(_spans(text, found)):
        parent.insert(at + index, span)


def _spans(text: str, found: list[_Found]) -> Iterator[Element]:
    """A span for each word, with the text up to the next as its tail."""
    starts = [each.start for each in found[1:]]
    for each, until in zip(found, [*starts, len(text)], strict=True):
        span = Element("span", {"style": each.style})
        span.text, span.tail = each.text, text[each.end : until]
        yield span
