"""Fenced code: after the fence come a language, perhaps words, and attributes in braces.

Each block becomes a `pre` whose `data-code` is the language, with the attributes as they were
written; `shaping.listings` turns it into a listing. Between language and braces, the options of
other programs after a comma (`rust,ignore`) are ignored, and so are words; a title is reported.
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

from publish.diagnostics import Severity
from publish.model.markup import DATA_CODE, LISTING_WORDS
from publish.sources.markdown.parsing.attributes import PLAIN
from publish.sources.markdown.parsing.captions import caption_tokens
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of

_CAPTION = "data-caption"
_TITLE = re.compile(r"(?:^|[\s,])(?:title|caption|name|filename|header)\s*[=:]\s*\S.*")
_INFORMATION = re.compile(r"\s*(?P<language>[^\s{,]*)(?P<words>[^{]*)(?P<attributes>.*?)\s*", re.S)

_ESCAPE = re.compile(r'\\(["\\])')  # in a caption, as in the title of a picture
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
# The parser of attributes refuses braces in a value, which a caption with a formula has.
_MASKED = {ord("{"): "\ufdd0", ord("}"): "\ufdd1"}  # no characters, which no text has
_UNMASKED = {ord(masked): chr(brace) for brace, masked in _MASKED.items()}


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
            if information:
                _report_title(state, token, information["words"])
            if information and information["attributes"].strip("{} \t"):
                _set_attributes(token, information["attributes"])
            if caption := _ESCAPE.sub(r"\1", str(token.attrs.pop(_CAPTION, ""))).strip():
                _add_caption(tokens, caption, token)
        tokens.append(token)
    state.tokens = tokens


def _add_caption(tokens: list[Token], caption: str, code: Token) -> None:
    """Add a caption before the attributes that stand above its code, and hold for both."""
    end = len(tokens)
    while end and tokens[end - 1].type == "attrs_block":
        end -= 1
    attributes = {name: value for each in tokens[end:] for name, value in each.attrs.items()}
    tokens[end:end] = caption_tokens(caption, code.map, attributes | code.attrs, LISTING_WORDS)


def _report_title(state: StateCore, token: Token, words: str) -> None:
    """Warn of a title after the language, in the notation of other programs."""
    if title := _TITLE.search(words):
        message = f"not printed: a title after the language of code, `{title[0].strip()[:40]}`"
        hint = 'write a caption in braces: `{caption="main.py"}`'
        warning = Severity.WARNING, hint, "titles of code"
        add_fault(state.env, LineFault("STR-020", line_of(token), message, *warning))


def _set_attributes(token: Token, braces: str) -> None:
    masked = _QUOTED.sub(lambda value: value[0].translate(_MASKED), braces)
    try:
        end, attributes = parse(masked)
    except ParseError:
        end, attributes = -1, {}
    if end != len(braces) - 1:
        attributes = {"unreadable": braces}
    for name, value in attributes.items():
        token.attrSet(name if name in PLAIN else f"data-{name}", value.translate(_UNMASKED))


def _render(renderer: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f"<pre{renderer.renderAttrs(token)}><code>{escapeHtml(token.content)}</code></pre>\n"
