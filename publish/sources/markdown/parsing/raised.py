"""Superscript `x^2^` and subscript `H~2~O`: marks without a space between them, as in pandoc.

The plugins read the marks; here what is between them is parsed as well, and `\\ ` is a space there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

_NO_BREAK_SPACE = "\u00a0"


def use_raised(markdown: MarkdownIt) -> None:
    """Add superscript and subscript to a parser."""
    markdown.use(superscript_plugin)
    markdown.use(sub_plugin)
    rules = markdown.inline.ruler
    for name in ("sup", "sub"):
        plugin_rule = next(rule for rule in rules.__rules__ if rule.name == name)
        rules.at(name, partial(_read_marks, plugin_rule.fn))


def _read_marks(
    read: Callable[[StateInline, bool], bool], state: StateInline, silent: bool
) -> bool:
    """Read as the plugin does, which takes what is between the marks for plain text."""
    start = state.pos
    if not read(state, silent):
        return False
    inside = state.src[start + 1 : state.pos - 1].replace("\\ ", _NO_BREAK_SPACE)
    tokens: list[Token] = []
    state.md.inline.parse(inside, state.md, state.env, tokens)
    for token in tokens:
        token.level += state.level + 1  # quotation marks pair on one level
    state.tokens[-2:-1] = tokens
    state.tokens_meta[-2:-1] = [None] * len(tokens)
    return True
