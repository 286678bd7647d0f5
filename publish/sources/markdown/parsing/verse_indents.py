"""Indentation of verse: a placeholder for every two spaces, since Markdown drops them."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore

from publish.sources.markdown.parsing.placeholders import INDENT

_OPENING = re.compile(r" {0,3}(:{3,})\s*verse\b")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")


def mark_verse_indents(state: StateCore) -> None:
    """Put a placeholder for every two spaces at the start of a line in a verse block."""
    if "verse" not in state.src:
        return
    lines = state.src.split("\n")
    fence = code = ""
    for number, line in enumerate(lines):
        if code:
            code = "" if line.strip().startswith(code) else code
        elif not fence and (listing := _CODE.match(line)):
            code = listing[1]  # a poem in a code block stays code
        elif fence and line.strip().startswith(fence) and not line.strip().strip(":"):
            fence = ""
        elif fence and line.strip():
            spaces = len(line) - len(line.lstrip(" "))
            lines[number] = INDENT * (spaces // 2) + line.lstrip(" ")
        elif opening := _OPENING.match(line):
            fence = opening[1]
    state.src = "\n".join(lines)
