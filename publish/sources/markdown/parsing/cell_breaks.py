"""Line breaks in the cells of a table, which are one line in a manuscript: ` \\ `."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BREAK = re.compile(r"\s+\\\s+")
_CELLS = ("td_open", "th_open")


def use_cell_breaks(markdown: MarkdownIt) -> None:
    """Add the line breaks to a parser, right after its inline rules."""
    markdown.core.ruler.after("inline", "cell_breaks", _break_cells)


def _break_cells(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type in _CELLS and inline.children and _BREAK.search(inline.content):
            joined = _with_lone_backslashes(inline.children)
            inline.children = [part for token in joined for part in _parts(token)]


def _with_lone_backslashes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with a backslash before a space as a part of the text around it."""
    joined: list[Token] = []
    is_open = False  # whether the next text continues the last
    for token in tokens:
        is_lone = token.type == "text_special" and token.content == "\\ "
        if joined and joined[-1].type == "text" and (is_lone or (is_open and token.type == "text")):
            joined[-1] = joined[-1].copy(content=joined[-1].content + token.content)
        else:
            joined.append(token)
        is_open = is_lone
    return joined


def _parts(token: Token) -> Iterator[Token]:
    """A token, or the pieces of a text with a break between each two."""
    pieces = _BREAK.split(token.content) if token.type == "text" else []
    if len(pieces) < 2:
        yield token
        return
    for number, piece in enumerate(pieces):
        if number:
            yield Token("hardbreak", "br", 0)
        yield token.copy(content=piece)
