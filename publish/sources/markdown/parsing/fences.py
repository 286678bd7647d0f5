"""Fenced code: after the fence come a language, perhaps words, and attributes in braces.

Each block becomes a `pre` whose `data-code` is the language, with the attributes as they were
written; `shaping.listings` turns it into a listing. What is between language and braces is ignored:
words, and the options of other programs after a comma (`rust,ignore`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

from publish.model.markup import DATA_CODE
from publish.sources.markdown.parsing.attributes import PLAIN
from publish.sources.markdown.parsing.captions import caption_tokens

_CAPTION = "data-caption"
_INFORMATION = re.compile(r"\s*(?P<language>[^\s{,]*)(?P<words>[^{]*)(?P<attributes>.*?)\s*", re.S)


def use_fences(markdown: MarkdownIt) -> None:
    """Add the attributes of fences to a parser."""
    markdown.core.ruler.after("block", "fence_attributes", _read_attributes)
    for name in ("fence", "code_block"):
        markdown.add_render_rule(name, _render)


def _read_attributes(state: StateCore) -> None:
    """Set the attributes of each code block; a caption becomes a paragraph before it."""
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type in ("fence", "code_block"):
            information = _INFORMATION.fullmatch(token.info)
            token.attrSet(DATA_CODE, information["language"] if information else "")
            if information and information["attributes"]:
                _set_attributes(token, information["attributes"])
            if caption := str(token.attrs.pop(_CAPTION, "")).replace('\\"', '"').strip():
                tokens += caption_tokens(caption, token.map, token.attrs)
        tokens.append(token)
    state.tokens = tokens


def _set_attributes(token: Token, braces: str) -> None:
    try:
        end, attributes = parse(braces)
    except ParseError:
        end, attributes = -1, {}
    if end != len(braces) - 1:
        attributes = {"unreadable": braces}
    for name, value in attributes.items():
        token.attrSet(name if name in PLAIN else f"data-{name}", value)


def _render(renderer: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f"<pre{renderer.renderAttrs(token)}><code>{escapeHtml(token.content)}</code></pre>\n"
