"""`{{name}}` in running text stands for a value of `[variables]` in the manifest; never in code."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore

from publish.config import limits
from publish.sources.markdown.parsing.limits import Fault, note

_VARIABLE = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
NAMES, UNKNOWN = "variables", "unknown_variables"


def substitute(state: StateCore) -> None:
    """Put values in; names that have none are left and noted with their line in the environment."""
    values = state.env.get(NAMES, {})
    for block in state.tokens:
        for token in block.children or ():
            if token.type != "text" or "{{" not in token.content:
                continue
            for found in _VARIABLE.finditer(token.content):
                if found[1] not in values:
                    line = block.map[0] + 1 if block.map else 0
                    state.env.setdefault(UNKNOWN, []).append((found[1], line))
            longest = max(map(len, values.values()), default=0)
            if len(_VARIABLE.findall(token.content)) * longest > limits.PARAGRAPH_CHARACTERS:
                line = block.map[0] + 1 if block.map else 0
                message = (
                    f"variables make a paragraph of more than {limits.PARAGRAPH_CHARACTERS:,} signs"
                )
                note(state.env, Fault("TXT-003", line, message))
                continue
            token.content = _VARIABLE.sub(
                lambda found: str(values.get(found[1], found[0])), token.content
            )
