"""`{{name}}` in text and addresses, never in code, stands for a value of `[variables]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.config import limits
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of

_ADDRESSES = {"link_open": "href", "image": "src"}
_VARIABLE = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
_ENCODED = "%7B%7B"
_BRACES = re.compile("%7B%7B.*?%7D%7D", re.I)
VALUES, UNKNOWN = "variables", "unknown_variables"  # keys of the parser's environment


def substitute(state: StateCore) -> None:
    """Insert the values; names without one are left, and listed with their line as `UNKNOWN`."""
    values = state.env.get(VALUES, {})
    longest = max(map(len, values.values()), default=0)
    for block in state.tokens:
        for token in block.children or ():
            if name := _ADDRESSES.get(token.type):
                _substitute_address(state, block, token, name)
            if token.type != "text" or "{{" not in token.content:
                continue
            names = _VARIABLE.findall(token.content)
            unknown = [(name, line_of(block)) for name in names if name not in values]
            state.env.setdefault(UNKNOWN, []).extend(unknown)
            most = limits.PARAGRAPH_CHARACTERS
            if len(names) * longest > most:
                message = f"variables make a paragraph of more than {most:,} characters"
                add_fault(state.env, LineFault("TXT-003", line_of(block), message))
                continue
            token.content = _inserted(token.content, values)
            block.content = _inserted(block.content, values)  # where marks are looked for


def _inserted(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: str(values.get(match[1], match[0])), text)


def _substitute_address(state: StateCore, block: Token, token: Token, name: str) -> None:
    """Insert the values in an address, in which the parser has encoded the braces.

    One with a fault is removed, so that no other code reports it again.
    """
    address = str(token.attrGet(name) or "")
    if _ENCODED not in address.upper():
        return
    values = state.env.get(VALUES, {})
    typed = _BRACES.sub(lambda match: unquote(match[0]), address)
    names = _VARIABLE.findall(typed)
    unknown = [(each, line_of(block)) for each in names if each not in values]
    state.env.setdefault(UNKNOWN, []).extend(unknown)
    if not names:
        return
    inserted = state.md.normalizeLink(_inserted(typed, values))
    if unknown:
        token.attrs.pop(name)
    elif state.md.validateLink(inserted):
        token.attrSet(name, inserted)
    else:
        token.attrs.pop(name)
        message = f"`{inserted[:80]}` is not the address of a page"
        hint = "write an address that begins with https:, or the name of a file"
        add_fault(state.env, LineFault("REF-006", line_of(block), message, hint=hint))
