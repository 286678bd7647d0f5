"""Quotation marks that have no partner in their inline element or paragraph.

In a speech of several paragraphs each begins with a mark, and only the last ends with one; some
languages do not repeat the mark. What has no partner anywhere stays as it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.sources.markdown.parsing.apostrophes import APOSTROPHE
from publish.sources.markdown.parsing.placeholders import CONTINUED, QUOTES

_OUTER, _OUTER_END, _INNER = tuple(QUOTES[:3])
_OPENING = re.compile(r"""(?<![^\s(\[{/\ufdd0\ufdd2¿¡–—-])["'](?=\S)""")
_CLOSING = re.compile(r"""(?<=[^\s\d])"(?![^\s.,;:!?)\]}/’\ufdd1\ufdd3…–—-])""")
_TYPED_OPENING = re.compile(r"„[^„“”\"\n]*$")  # some keyboards have the opening mark only
_SPEECH_HEAD = re.compile('["\ufdd0]')
_INNER_HEAD = re.compile("[\"\ufdd0]?['\ufdd2]")


class _Place(msgspec.Struct):
    """A straight mark in a text; `closes_typed` after an opening mark that its author typed."""

    token: Token
    position: int
    opens: bool
    closes: bool
    closes_typed: bool

    def put(self, character: str) -> None:
        """Replace the mark."""
        text = self.token.content
        self.token.content = text[: self.position] + character + text[self.position + 1 :]


def pair_speeches(state: StateCore) -> None:
    """Replace the marks that were left over by those of a speech, and by apostrophes."""
    if '"' in state.src or "'" in state.src:
        for blocks in _neighbours(state.tokens):
            _pair_apostrophes(blocks)
            _pair_quotations(blocks)


def _neighbours(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The inline content of paragraphs that follow each other, and of each other block alone."""
    blocks: list[Token] = []
    last = -3
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        follows = index - last == 3 and tokens[index - 1].type == "paragraph_open"
        if blocks and not (follows and tokens[index - 2].type == "paragraph_close"):
            yield blocks
            blocks = []
        blocks.append(token)
        last = index
    if blocks:
        yield blocks


def _pair_apostrophes(blocks: Sequence[Token]) -> None:
    """A single mark without a partner is an apostrophe, but for one that opens a speech."""
    for index, block in enumerate(blocks):
        for count, place in enumerate(list(_places(block, "'"))):
            neighbours = blocks[index : index + 2]
            heads = [_INNER_HEAD.match(_text(each)) for each in neighbours] if count == 0 else []
            place.put(_INNER if len(heads) == 2 and all(heads) else APOSTROPHE)


def _pair_quotations(blocks: Sequence[Token]) -> None:
    is_open = False
    for index, block in enumerate(blocks):
        repeats = is_open and _SPEECH_HEAD.match(_text(block)) is not None
        pending, is_open = _pair_in_block(block, is_open=is_open and not repeats)
        if pending and _continues(blocks[index + 1 :]):
            pending[-1].put(_OUTER)
            is_open = True
        if repeats:
            _mark_repetition(block)


def _pair_in_block(block: Token, *, is_open: bool) -> tuple[list[_Place], bool]:
    """The opening marks that stay without a partner, and whether the speech before goes on."""
    pending: list[_Place] = []
    for place in _places(block, '"'):
        if place.opens:
            pending.append(place)
        elif place.closes and pending:
            pending.pop().put(_OUTER)
            place.put(_OUTER_END)
        elif place.closes and (is_open or place.closes_typed):
            place.put(_OUTER_END)
            is_open = is_open and place.closes_typed
    return pending, is_open


def _continues(following: Sequence[Token]) -> bool:
    """Whether a speech goes on: the next paragraph repeats its mark, or a later one closes it."""
    if following and _SPEECH_HEAD.match(_text(following[0])):
        return True
    for block in following:
        first = next(_places(block, '"'), None)
        if first is not None or _OUTER in _text(block):
            return first is not None and first.closes
    return False


def _mark_repetition(block: Token) -> None:
    """Make the mark at the head of a paragraph a repeated one, which some languages distinguish."""
    head = next(token for token in block.children or () if token.content)
    if head.content.startswith(_OUTER):
        head.content = CONTINUED + head.content[1:]


def _text(block: Token) -> str:
    return "".join(map(_shown, block.children or ()))


def _places(block: Token, mark: str) -> Iterator[_Place]:
    """The straight marks of a block that are text, in order."""
    tokens = block.children or ()
    if not any(mark in token.content for token in tokens if token.type == "text"):
        return
    text, start = _text(block), 0
    for token in tokens:
        for match in re.finditer(mark, token.content) if token.type == "text" else ():
            position = start + match.start()
            opens = _OPENING.match(text, position) is not None
            closes = _CLOSING.match(text, position) is not None
            closes_typed = closes and _TYPED_OPENING.search(text[:position]) is not None
            yield _Place(token, match.start(), opens, closes, closes_typed)
        start += len(_shown(token))


def _shown(token: Token) -> str:
    """The text of a token, with a character for what is not text."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.nesting == 0 else ""
