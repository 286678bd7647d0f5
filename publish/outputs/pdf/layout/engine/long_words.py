"""Lets code, addresses and long words break at the end of a line, without a hyphen; short code not.

A zero-width space after a mark such as `_` or `/` shows the engine where it may break, and has no
glyph, so that no copied text contains it. A word without such a mark breaks anywhere, or where its
language hyphenates it, but only if it is longer than its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple
from xml.etree.ElementTree import Element

BREAK = "\u200b"  # ZERO WIDTH SPACE

_LITERAL = frozenset({"code", "kbd", "samp"})
_SKIPPED = frozenset({"pre", "head", "svg"})
# Elements whose letters belong to the words around them; a link may be the call of a note.
_INLINE = frozenset(
    {"abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "u", "var"}
    | _LITERAL
)
_NEVER_FIRST = tuple("/.:;,!?)]}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_CODE = re.compile(r"\S{14,}")
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
_FROM_START, _ANYWHERE = "overflow-wrap: break-word", "overflow-wrap: anywhere"
_EXACT = f"hyphens: manual; {_FROM_START}; white-space: normal"
# Also where other words are not hyphenated, and before the call of a note, which is tied to them.
_WORD = f"hyphens: auto; {_FROM_START}; white-space: normal"
_UNFRAMED = (
    "padding: 0; border: 0"  # of a key that breaks, whose frame would pass the end of a line
)
_IN_CELL = f"{_ANYWHERE}; white-space: normal"


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


class _Run(NamedTuple):
    """A text of the tree: of a node, after a child of it or before all; without a place, an end."""

    text: str
    place: _Place | None
    node: Element
    child: Element | None = None


class _Word(NamedTuple):
    """A word in a text, or the part of it that is in the text, and what it becomes there."""

    start: int
    end: int
    text: str
    style: str


class _Found(NamedTuple):
    """A word in a line, which may be of several texts; its breaks; whether it needs more."""

    start: int
    end: int
    style: str
    places: tuple[int, ...] = ()
    is_solid: bool = True

    def is_in(self, start: int, end: int) -> bool:
        """Whether a part of it is between two places."""
        return self.start < end and start < self.end

    def part(self, line: str, start: int, end: int) -> _Word:
        """What is between two places, counted from the first, with its breaks."""
        first, last = max(self.start, start), min(self.end, end)
        places = [each for each in self.places if first <= each < last]
        text = BREAK.join(line[a:b] for a, b in pairwise([first, *places, last]))
        style = self.style
        if self.is_solid and first > self.start:
            # The engine breaks a word as it needs only where the word begins a line.
            style, text = style.replace(_FROM_START, _ANYWHERE), BREAK + text.removeprefix(BREAK)
        return _Word(first - start, last - start, text, style)


_END = _Run("", None, Element("end"))
_TEXT = _Place()
_WIDE_TABLE = _Place(marked=30, keeps_code=False)
_NARROW_TABLE = _Place(unmarked=12, style=_IN_CELL, keeps_code=False)


def break_long_words(root: Element) -> None:
    """Let the long words of a tree break; those of a table only if they are very long."""
    for parent in root.iter():
        _part_from_spaces(parent)
    _walk(root, _TEXT)


def _part_from_spaces(parent: Element) -> None:
    """Let lines end before code such as `.bashrc` or `/etc`: by UAX 14, LB13, the engine never
    breaks before such a mark, even after a space. A mark alone stays with the word before it."""
    before: Element | None = None
    for child in parent:
        words = (parent.text if before is None else before.tail) or ""
        code = (child.text or "") if child.tag in _LITERAL else ""
        begins_name = code.startswith(_NEVER_FIRST) and any(map(str.isalnum, code))
        if begins_name and words.endswith((" ", "\n")):
            if before is None:
                parent.text = words + BREAK
            else:
                before.tail = words + BREAK
        before = child


def break_words_of(table: Element) -> None:
    """Let the words of a table break that are longer than a narrow column."""
    for child in list(table):
        _walk(child, _NARROW_TABLE)


def _walk(root: Element, outside: _Place) -> None:
    for place, runs in groupby(list(_runs(root, outside)), key=attrgetter("place")):
        if place is not None:
            for line in _joined(runs):
                _break_line(line, place)


def _joined(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    """The texts between whose letters or digits nothing ends a word."""
    line: list[_Run] = []
    for run in runs:
        if line and not (line[-1].text[-1].isalnum() and run.text[0].isalnum()):
            yield line
            line = []
        line.append(run)
    yield line


def _runs(node: Element, outside: _Place) -> Iterator[_Run]:
    """The texts of a tree in order, with an empty one where words end with their element."""
    if node.tag in _SKIPPED:
        yield _END
        return
    place = outside.inside(node)
    is_block = node.tag not in _INLINE
    if is_block:
        yield _END
    if node.text:
        yield _Run(node.text, place, node)
    for child in node:
        yield from _runs(child, place)
        if child.tail:
            yield _Run(child.tail, place, node, child)
    if is_block:
        yield _END


def _break_line(runs: list[_Run], place: _Place) -> None:
    """Let the words of texts break that follow each other without an end of a word."""
    line = "".join(run.text for run in runs)
    found, start = list(_found(line, place)), 0
    for run in runs if found else ():
        end = start + len(run.text)
        if inside := [each.part(line, start, end) for each in found if each.is_in(start, end)]:
            _split(run, inside)
        start = end


def _found(text: str, place: _Place) -> Iterator[_Found]:
    """The words of a text that may break, or must not, in order."""
    if place.is_code:
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
        if BREAK not in match[0]:
            yield _Found(*match.span(), _KEPT)


def _marked(text: str, place: _Place, words: re.Pattern[str]) -> Iterator[_Found]:
    for match in words.finditer(text):
        start, end = match.span()
        # A break is of the author, or of an earlier round.
        if end - start >= place.marked and BREAK not in match[0]:
            places = tuple(start + each for each in break_places(match[0]))
            parts = (after - before for before, after in pairwise([start, *places, end]))
            yield _Found(start, end, _EXACT, places, max(parts) >= place.unmarked)


def _unmarked(text: str, start: int, end: int, place: _Place) -> Iterator[_Found]:
    for match in _LONG[place.unmarked].finditer(text, start, end):
        yield _Found(*match.span(), place.style)


def break_places(word: str) -> list[int]:
    """Where a word may break: after each mark, and between words in capitals where it has few."""
    places = [match.start() for match in _AFTER.finditer(word)]
    for start, end in pairwise([0, *places, len(word)]):
        if end - start > _UNBROKEN:
            places += [match.start() for match in _CAMEL.finditer(word, start, end)]
    return sorted(each for each in set(places) if _may_break(word, each))


def _may_break(word: str, place: int) -> bool:
    return _LEAST <= place <= len(word) - _LEAST and not _DIGITS.match(word, place - 2)


def _split(run: _Run, words: list[_Word]) -> None:
    """Put the words of a text into spans, before or after the child that it follows."""
    before, spans = run.text[: words[0].start], list(_spans(run.text, words))
    if run.child is not None:
        run.child.tail, at = before, list(run.node).index(run.child) + 1
    else:
        run.node.text, at = before, 0
        if run.node.tag == "kbd" and any(each.style != _KEPT for each in words):
            run.node.set("style", _UNFRAMED)
    run.node[at:at] = spans


def _spans(text: str, words: list[_Word]) -> Iterator[Element]:
    """A span for each word, with the text up to the next as its tail."""
    starts = [each.start for each in words[1:]]
    for each, until in zip(words, [*starts, len(text)], strict=True):
        span = Element("span", {"style": each.style})
        span.text, span.tail = each.text, text[each.end : until]
        yield span
