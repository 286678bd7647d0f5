"""Blocks that other dialects write otherwise, where a block of ours says the same.

`## Title {-}` is `{.unnumbered}`; lines that begin with `| ` are verse; a caption of a table may
begin with a colon alone, and stand above its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.model.markup import DATA_CONTAINER
from publish.sources.markdown.parsing.placeholders import INDENT

_UNNUMBERED = re.compile(r"(?<!\\)(\{(?:[^{}\n]*\s)?)-((?:\s[^{}\n]*)?\}\s*)\Z")
_CAPTION = re.compile(r"\A: +(?=\S)")
_VERSE = re.compile(r"\| .*[^|\s](?:\n\|(?: .*)?)+")
_BAR = re.compile(r"^\|( *)", re.M)


def use_dialects(markdown: MarkdownIt, caption_prefix: str) -> None:
    """Let a parser read such blocks, before it reads their attributes and words."""
    markdown.core.ruler.after("block", "dialects", partial(_read_dialects, caption_prefix))


def _read_dialects(caption_prefix: str, state: StateCore) -> None:
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "heading_close":
            tokens[-2].content = _UNNUMBERED.sub(r"\1.unnumbered\2", tokens[-2].content)
        elif token.type == "paragraph_close" and ("|" in tokens[-2].content):
            tokens[-3:] = _as_verse(tokens[-3:])
    state.tokens = _with_captions_below(tokens, caption_prefix)


def _with_captions_below(tokens: Sequence[Token], prefix: str) -> list[Token]:
    """The tokens with the caption of each table behind it, begun as ours are."""
    moved: list[Token] = []
    above: list[Token] = []  # a caption whose table follows
    for at, token in enumerate(tokens):
        moved.append(token)
        is_caption = token.type == "paragraph_close" and _is_caption(moved[-2], prefix)
        if is_caption and moved[-4:-3] and moved[-4].type == "table_close":
            moved[-2].content = _CAPTION.sub(prefix, moved[-2].content)
        elif is_caption and [each.type for each in tokens[at + 1 : at + 2]] == ["table_open"]:
            above = moved[-3:]
            above[1].content = _CAPTION.sub(prefix, above[1].content)
            del moved[-3:]
        elif token.type == "table_close" and above:
            moved, above = [*moved, *above], []
    return moved


def _is_caption(words: Token, prefix: str) -> bool:
    return words.content.startswith(prefix) or _CAPTION.match(words.content) is not None


def _as_verse(paragraph: Sequence[Token]) -> Sequence[Token]:
    """A paragraph of which each line begins with a bar as a block `verse`, or the paragraph."""
    lines = paragraph[1]
    if not _VERSE.fullmatch(lines.content):
        return paragraph
    attributes: dict[str, str | int | float] = {DATA_CONTAINER: "verse"}
    opening = Token("container_block_open", "div", 1, attrs=attributes, map=lines.map, block=True)
    opening.info = "verse"
    text = _BAR.sub(lambda bar: INDENT * ((len(bar[1]) - 1) // 2), lines.content)
    stanzas = (stanza.strip("\n") for stanza in re.split(r"\n(?:\n)+", text))
    return [
        opening,
        *(token for stanza in stanzas if stanza for token in _paragraph(stanza, lines)),
        Token("container_block_close", "div", -1, block=True),
    ]


def _paragraph(text: str, whole: Token) -> Iterator[Token]:
    yield Token("paragraph_open", "p", 1, map=whole.map, block=True)
    yield Token("inline", "", 0, content=text, map=whole.map, children=[], block=True)
    yield Token("paragraph_close", "p", -1, block=True)
