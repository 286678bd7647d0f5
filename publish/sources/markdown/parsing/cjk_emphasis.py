"""Emphasis beside Chinese, Japanese and Korean: `这是**“强调”**的`.

CommonMark lets a mark open or close only where spaces or punctuation show the bounds of a word,
which these scripts do not write. Here a wide character bounds a word as well, and wide punctuation
does not stop a mark, nor `~~` (https://github.com/tats-u/markdown-cjk-friendly).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough


def use_cjk_emphasis(markdown: MarkdownIt) -> None:
    """Replace the rules for emphasis and deletion by one that calls them."""
    for name, rule in (("emphasis", emphasis), ("strikethrough", strikethrough)):
        markdown.inline.ruler.at(name, partial(_read_marks, rule.tokenize))


def _read_marks(
    read: Callable[[StateInline, bool], bool], state: StateInline, silent: bool
) -> bool:
    """Read a run of marks, and let it open or close where a wide character is next to it."""
    start, known = state.pos, len(state.delimiters)
    if not read(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.posMax][:1]
    if state.src[start] != "_" and (_is_wide(before) or _is_wide(after)):
        for mark in state.delimiters[known:]:
            mark.open |= _may_open(before, after)
            mark.close |= _may_open(after, before)
    return True


def _may_open(outside: str, inside: str) -> bool:
    """Whether a run may open between two characters; read backwards, whether it may close."""
    if _is_space(inside):
        return False
    return not _is_punctuation(inside) or _is_wide(outside) or _is_wide(inside)


def _is_space(character: str) -> bool:
    return not character or isWhiteSpace(ord(character))


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


@cache
def _is_wide(character: str) -> bool:
    """Whether a character is written in a cell of its own, as Chinese is; emoji are not meant."""
    return (
        bool(character)
        and not character.isascii()
        and unicodedata.east_asian_width(character) in "WFH"
        and unicodedata.category(character) != "So"
    )
