"""Lists with letters, roman numerals or parentheses: `a.`, `A)`, `(i)`, `(1)`, as in pandoc.

Initials are no list: the first two markers must follow each other, as `a` and `b` or `i` and `ii`
do. The parser's own rule then reads the list, with digits of the same length in place of markers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from publish.model.markup import PARENTHESES, PARENTHESIS
from publish.model.numerals import roman

_MARKER = re.compile(r"(\(?)(\d{1,9}|[A-Za-z]|[ivxlc]{2,9}|[IVXLC]{2,9})([.)])(?=[ \t\n]|\Z)")
_ROMAN = {roman(number).lower(): number for number in range(1, 200)}
_CLASSES = {")": PARENTHESIS, "()": PARENTHESES}


class _Marker(msgspec.Struct, frozen=True):
    """The marker of an item: its value by the type of the list, and the marks around it."""

    values: Mapping[str, int]
    marks: str
    end: int  # where its item begins, in columns of the line


class _List(msgspec.Struct, frozen=True):
    """A list: its type as HTML has it, its first number, the lines of its items, and its end."""

    type: str
    start: int
    marks: str
    items: list[int]
    end: int


def use_lettered_lists(markdown: MarkdownIt) -> None:
    """Replace the rule for lists by one that calls it."""
    rules = markdown.block.ruler
    own = next(rule for rule in rules.__rules__ if rule.name == "list")
    rules.at("list", partial(_read_list, own.fn), {"alt": own.alt})


def _read_list(
    read: Callable[..., bool], state: StateBlock, first: int, last: int, silent: bool
) -> bool:
    found = None if state.is_code_block(first) else _find_list(state, first, last)
    if found is None:
        return read(state, first, last, silent)
    if silent:
        interrupts = state.parentType == "paragraph" and state.sCount[first] >= state.blkIndent
        return found.start == 1 or not interrupts
    at, typed = len(state.tokens), state.src
    state.src = _with_digits(state, found)
    is_list = read(state, first, found.end, False)
    state.src = typed
    if is_list:
        start = "" if found.start == 1 else str(found.start)
        about = {"type": found.type, "class": _CLASSES.get(found.marks, ""), "start": start}
        state.tokens[at].attrs = {name: value for name, value in about.items() if value}
    return is_list


def _find_list(state: StateBlock, first: int, last: int) -> _List | None:
    """The list that begins in a line, if one does."""
    marker = _marker(state, first)
    if marker is None or (marker.marks != "()" and "1" in marker.values):
        return None
    others = _siblings(state, first, last)
    following = next(others, None)
    type_ = _type_of(marker, following[1] if following else None)
    if following is None or type_ is None:
        return None
    items, value = [first, following[0]], marker.values[type_] + 1
    for line, other in others:
        value += 1
        if other.values.get(type_) != value and _begins_other(state, line, last, marker, type_):
            last = line
            break
        items.append(line)
    return _List(type_.strip("1"), marker.values[type_], marker.marks, items, last)


def _begins_other(state: StateBlock, line: int, last: int, first: _Marker, type_: str) -> bool:
    """Whether a marker is not of the list that `first` begins, or begins another one."""
    marker = _marker(state, line)
    if marker is None or marker.marks != first.marks or type_ not in marker.values:
        return True
    following = next(_siblings(state, line, last), None)
    own_type = _type_of(marker, following[1] if following else None)
    return own_type not in (None, type_) and marker.values[str(own_type)] == 1


def _type_of(marker: _Marker, following: _Marker | None) -> str | None:
    """The type of the list whose first two markers are these; None where they do not follow."""
    if following is None or following.marks != marker.marks:
        return None
    types = (
        name for name, value in marker.values.items() if following.values.get(name) == value + 1
    )
    return next(types, None)


def _siblings(state: StateBlock, first: int, last: int) -> Iterator[tuple[int, _Marker]]:
    """The markers after a line that are too far left to be in the item before them."""
    before = _marker(state, first)
    end = before.end if before else 0
    for line in range(first + 1, last):
        if state.isEmpty(line) or state.sCount[line] >= end:
            continue
        marker = _marker(state, line)
        if marker is not None:
            end = marker.end
            yield line, marker
        elif state.isEmpty(line - 1) or state.sCount[line] < state.blkIndent:
            return


def _marker(state: StateBlock, line: int) -> _Marker | None:
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    match = _MARKER.match(state.src, start, end)
    if match is None or (match[1] and match[3] == "."):
        return None
    content = re.compile(r"[ \t]{0,4}(?=\S)").match(state.src, match.end(), end)
    length = (content.end() if content else match.end() + 1) - start
    return _Marker(dict(_values(match[2])), match[1] + match[3], state.sCount[line] + length)


def _values(word: str) -> Iterator[tuple[str, int]]:
    """What a word counts as, by the type of list that has it."""
    if word.isdigit():
        yield "1", int(word)
        return
    lower = word.lower()
    if lower in _ROMAN:
        yield "i" if word == lower else "I", _ROMAN[lower]
    if len(word) == 1:
        yield "a" if word == lower else "A", ord(lower) - ord("a") + 1


def _with_digits(state: StateBlock, found: _List) -> str:
    """The text with a number for the marker of each item, of the same length."""
    text = state.src
    for line in found.items:
        start = state.bMarks[line] + state.tShift[line]
        if match := _MARKER.match(text, start, state.eMarks[line]):
            digits = "1".rjust(len(match[0]) - 1, "0") + match[3]
            text = text[:start] + digits + text[match.end() :]
    return text
