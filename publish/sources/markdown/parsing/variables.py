"""`{{name}}` in running text stands for a value of `[variables]` in the manifest; never in code."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore

from publish.config import limits
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of

_VARIABLE = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
VALUES, UNKNOWN = "variables", "unknown_variables"  # keys of the parser's environment


def substitute(state: StateCore) -> None:
    """Insert the values; names without one are left, and listed with their line as `UNKNOWN`."""
    values = state.env.get(VALUES, {})
    longest = max(map(len, values.values()), default=0)
    for block in state.tokens:
        for token in block.children or ():
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
            token.content = _VARIABLE.sub(
                lambda match: str(values.get(match[1], match[0])), token.content
            )
