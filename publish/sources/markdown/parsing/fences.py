"""Fenced code: what stands behind the fence is a language, perhaps words, and attributes in braces.

Each becomes a `pre` with `data-code`, which names the language, and the attributes as they were
written; `listings` makes of it what a reader sees. Words between language and braces say nothing.
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

_INFORMATION = re.compile(r"\s*(?P<language>[^\s{]*)(?P<words>[^{]*)(?P<attributes>.*?)\s*", re.S)
_PLAIN = ("id", "class", "lang", "dir", "only", "except")


def use_fences(markdown: MarkdownIt) -> None:
    """Teach a parser the attributes of fences."""
    markdown.core.ruler.after("block", "fence_attributes", _fences)
    for name in ("fence", "code_block"):
        markdown.add_render_rule(name, _render)


def _fences(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("fence", "code_block"):
            found = _INFORMATION.fullmatch(token.info)
            token.attrSet("data-code", found["language"] if found else "")
            if found and found["attributes"]:
                _set_attributes(token, found["attributes"])


def _set_attributes(token: Token, written: str) -> None:
    try:
        end, attributes = parse(written)
    except ParseError:
        end, attributes = -1, {}
    if end != len(written) - 1:
        attributes = {"unreadable": written}
    for name, value in attributes.items():
        token.attrSet(name if name in _PLAIN else f"data-{name}", value)


def _render(renderer: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f"<pre{renderer.renderAttrs(token)}><code>{escapeHtml(token.content)}</code></pre>\n"
