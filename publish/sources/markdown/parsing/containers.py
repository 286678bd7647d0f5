"""Fenced blocks: `::: name {attributes} Title` … `:::`, nested by longer fences.

The parser makes each a `div` with its name and attributes as `data-…` and its title as a first
paragraph; `shaping.constructs` turns the div into what the name means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.container import container_plugin

from publish.model.markup import CONTAINER_TITLE, DATA_COLONS, DATA_CONTAINER
from publish.sources.markdown.parsing.attributes import COMMON, PLAIN, unknown_attributes
from publish.sources.markdown.parsing.faults import LineFault, add_fault

_OPENING = re.compile(
    r"\s*(?P<name>[a-z][a-z-]*)\s*(?P<attributes>\{[^{}]*\})?\s*(?P<title>.*?)\s*"
)
_NAME = re.compile(r"[A-Za-z][\w.-]*")  # of an attribute, as it can follow `data-`
# The key of the environment with the attributes of each block besides the common ones.
BLOCK_ATTRIBUTES = "block_attributes"
_RULE = "container_block"


def use_containers(markdown: MarkdownIt) -> None:
    """Add the fenced blocks to a parser."""
    container_plugin(markdown, "block", validate=_is_named, render=_render)
    rules = markdown.block.ruler
    plugin_rule = next(rule for rule in rules.__rules__ if rule.name == _RULE)
    rules.at(_RULE, partial(_read_block, plugin_rule.fn), {"alt": plugin_rule.alt})
    markdown.core.ruler.after("block", "container_titles", _read_openings)


def _read_block(
    read: Callable[..., bool], state: StateBlock, line: int, end: int, silent: bool
) -> bool:
    """Read a block as the plugin does; one that ends with the text around it is a fault."""
    at = len(state.tokens)
    is_block = read(state, line, end, silent)
    opening = state.tokens[at] if is_block and not silent else None
    if opening is not None and opening.map and state.line == opening.map[1]:
        hint = f"write `{opening.markup}` on a line of its own after it"
        message = "a block that is not closed"
        add_fault(state.env, LineFault("STR-019", opening.map[0] + 1, message, hint=hint))
    return is_block


def _is_named(parameters: str, *_: Any) -> bool:
    return _OPENING.fullmatch(parameters) is not None


def _read_openings(state: StateCore) -> None:
    """Give each opening its attributes, and make its title a paragraph of its own."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "container_block_open":
            opening = _OPENING.fullmatch(token.info)
            if opening is not None:
                _set_attributes(state, token, opening["name"], opening["attributes"] or "{}")
                tokens += _title_tokens(token, opening["title"])
        elif token.type == "inline" and token.content.startswith(":::"):
            tokens[-2].attrSet(DATA_COLONS, "")  # an escaped one begins with a backslash here
    state.tokens = tokens


def _set_attributes(state: StateCore, token: Token, name: str, braces: str) -> None:
    token.attrSet(DATA_CONTAINER, name)
    try:
        _, attributes = parse(braces) if braces.strip("{} \t") else (0, {})
    except ParseError:
        attributes = {"unreadable": braces}
    if not all(map(_NAME.fullmatch, attributes)):
        attributes = {"unreadable": braces}
    if token.map and "unreadable" not in attributes:
        known = (*COMMON, *state.env.get(BLOCK_ATTRIBUTES, {}).get(name, ()))
        for fault in unknown_attributes(attributes, known, token.map[0] + 1):
            add_fault(state.env, fault)
    for key, value in attributes.items():
        token.attrSet(key if key in PLAIN else f"data-{key}", value)


def _title_tokens(opening: Token, title: str) -> list[Token]:
    if not title:
        return []
    start = Token("paragraph_open", "p", 1, map=opening.map, block=True)
    start.attrSet("class", CONTAINER_TITLE)
    inline = Token("inline", "", 0, content=title, map=opening.map, children=[], block=True)
    return [start, inline, Token("paragraph_close", "p", -1, block=True)]


def _render(renderer: Any, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    return str(renderer.renderToken(tokens, index, *rest))
